import type { Feature } from '../../feature.ts'

export const logsFeature: Feature = { id: 'logs' }
