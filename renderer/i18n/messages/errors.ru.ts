import type { errorsEn } from './errors.en.ts'

export const errorsRu = {} satisfies Record<keyof typeof errorsEn, string>
