export const terminalEn = {} as const
