import type { logsEn } from './logs.en.ts'

export const logsRu = {} satisfies Record<keyof typeof logsEn, string>
