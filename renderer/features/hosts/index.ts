import type { Feature } from '../../feature.ts'

export const hostsFeature: Feature = { id: 'hosts' }
