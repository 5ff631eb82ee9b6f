import { type AppContract, contract } from '../shared/contract/index.ts'
import { connect } from '../shared/rpc/connect.ts'
import type { Client } from '../shared/rpc/define.ts'
import type { Wire } from '../shared/rpc/wire.ts'

export type Api = Client<AppContract>

let current: Api | null = null
const listeners = new Set<(api: Api) => void>()

/** Speaks over this wire from now on; streams that ended with the old wire are opened anew by `onApi`. */
export function speakOver(wire: Wire): Api {
  const next = connect(contract, wire)
  current = next
  for (const listen of listeners) listen(next)
  return next
}

/** Called with the client of now and with each later one, after a lost connection was made again. */
export function onApi(listen: (api: Api) => void): () => void {
  listeners.add(listen)
  if (current !== null) listen(current)
  return () => listeners.delete(listen)
}

/** The typed client: `api().containers.start({ id })`. */
export function api(): Api {
  if (current === null) throw new Error('no wire yet')
  return current
}
