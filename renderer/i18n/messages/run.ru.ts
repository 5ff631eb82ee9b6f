import type { runEn } from './run.en.ts'

export const runRu = {} satisfies Record<keyof typeof runEn, string>
