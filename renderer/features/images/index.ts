import type { Feature } from '../../feature.ts'

export const imagesFeature: Feature = { id: 'images' }
