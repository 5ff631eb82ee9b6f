import type { uiEn } from './ui.en.ts'

export const uiRu = {} satisfies Record<keyof typeof uiEn, string>
