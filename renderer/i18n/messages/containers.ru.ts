import type { containersEn } from './containers.en.ts'

export const containersRu = {} satisfies Record<keyof typeof containersEn, string>
