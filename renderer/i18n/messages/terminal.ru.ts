import type { terminalEn } from './terminal.en.ts'

export const terminalRu = {} satisfies Record<keyof typeof terminalEn, string>
