import type { imagesEn } from './images.en.ts'

export const imagesRu = {} satisfies Record<keyof typeof imagesEn, string>
