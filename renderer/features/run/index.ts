import type { Feature } from '../../feature.ts'

export const runFeature: Feature = { id: 'run' }
