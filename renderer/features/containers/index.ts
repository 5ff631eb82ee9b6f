import type { Feature } from '../../feature.ts'

export const containersFeature: Feature = { id: 'containers' }
