import { readStoredJson, writeStored } from '../../stored.ts'

const KEY = 'gantry.images.recent'
const KEEP = 8

/** References pulled before from this window's profile, the latest first. */
export function recent(): string[] {
  const kept = readStoredJson(KEY)
  return Array.isArray(kept) ? kept.filter((one): one is string => typeof one === 'string').slice(0, KEEP) : []
}

export const remember = (reference: string): void =>
  writeStored(KEY, JSON.stringify([reference, ...recent().filter((one) => one !== reference)].slice(0, KEEP)))
