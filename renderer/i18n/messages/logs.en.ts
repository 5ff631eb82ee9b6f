export const logsEn = {} as const
