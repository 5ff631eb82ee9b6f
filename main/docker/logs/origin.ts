import type { Host } from '../../../shared/contract/hosts.ts'
import { appError } from '../../../shared/errors.ts'
import type { Engine, EngineSource } from '../engine.ts'
import { dialectOf, type LogDialect } from './dialect.ts'

/** The engine a log was begun on; another host's containers are not ours, however like their ids. */
export class Origin {
  readonly #engine: EngineSource
  #host: Pick<Host, 'name' | 'address'> | null
  /** Null before it was met. */
  dialect: LogDialect | null = null

  /** @param host the one that it is, where that stood already. */
  constructor(engine: EngineSource, host: Pick<Host, 'name' | 'address'> | null = null) {
    this.#engine = engine
    this.#host = host
  }

  /** Throws `host.switched` while another one is chosen, `host.*` while there is none. */
  connected(): Engine {
    const engine = this.#engine()
    this.#host ??= engine.host
    if (engine.host.address !== this.#host.address) throw appError('host.switched', {}, this.#host.name)
    this.dialect = dialectOf(engine.info)
    return engine
  }
}
