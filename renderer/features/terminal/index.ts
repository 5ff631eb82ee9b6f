import type { Feature } from '../../feature.ts'

export const terminalFeature: Feature = { id: 'terminal' }
