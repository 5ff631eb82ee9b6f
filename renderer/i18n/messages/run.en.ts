export const runEn = {} as const
