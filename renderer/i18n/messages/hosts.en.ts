export const hostsEn = {} as const
