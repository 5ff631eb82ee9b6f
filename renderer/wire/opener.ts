import type { Wire } from '../../shared/rpc/wire.ts'

/** Makes one connection to the backend. Rejects with `RefusedError` when trying again is of no use. */
export type OpenWire = () => Promise<Wire>

export class RefusedError extends Error {}
