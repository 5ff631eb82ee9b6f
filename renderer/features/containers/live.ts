import type { Container } from '../../../shared/contract/containers.ts'
import { useWorld } from '../../world/entities.ts'

export const useContainer = (id: string): Container | undefined => useWorld((world) => world.entities.containers.get(id))
export const containerOf = (id: string): Container | undefined => useWorld.getState().entities.containers.get(id)
