import type { appEn } from './app.en.ts'

export const appRu = {} satisfies Record<keyof typeof appEn, string>
