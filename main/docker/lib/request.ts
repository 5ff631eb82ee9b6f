export type Query = Record<string, string | number | boolean | undefined>

export type EngineRequest = {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'HEAD'
  /** Without the version prefix: `/containers/json`. Ids in it are validated by the contract. */
  path: string
  query?: Query
  /** Sent as JSON. */
  body?: unknown
  /** `X-Registry-Auth`, already base64url. */
  registryAuth?: string
  signal?: AbortSignal
}
