import type { Readable } from 'node:stream'

export type Query = Record<string, string | number | boolean | undefined>

export type EngineRequest = {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'HEAD'
  /** Without the version prefix: `/containers/json`. Ids in it are validated by the contract. */
  path: string
  query?: Query
  /** Sent as JSON. */
  body?: unknown
  /** Sent as it comes, by `open` only; when it fails the caller has to cut the request off by its signal. */
  upload?: Readable
  /** `X-Registry-Auth`, already base64url. */
  registryAuth?: string
  signal?: AbortSignal
}

/** `?a=1&b=true`, or nothing; what is undefined is left out. */
export function queryOf(query: Query = {}): string {
  const words = Object.entries(query).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]]))
  return words.length === 0 ? '' : `?${new URLSearchParams(words).toString()}`
}
