import type { hostsEn } from './hosts.en.ts'

export const hostsRu = {} satisfies Record<keyof typeof hostsEn, string>
