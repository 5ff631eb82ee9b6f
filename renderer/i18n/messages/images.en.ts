export const imagesEn = {} as const
