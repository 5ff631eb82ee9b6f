export const containersEn = {} as const
