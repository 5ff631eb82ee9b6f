import type { AppContract } from '../../shared/contract/index.ts'
import type { LogHost } from '../../shared/contract/logs-search.ts'
import type { Handlers } from '../../shared/rpc/define.ts'
import type { EngineSource } from './engine.ts'
import { around } from './logs/around.ts'
import { exportLogs } from './logs/export.ts'
import { Origin } from './logs/origin.ts'
import { save } from './logs/save.ts'
import { search } from './logs/search/search.ts'
import { Views } from './logs/views.ts'

/** Reading what containers log. The shape of a batch stands in `shared/log-batch.ts`. */
export function logs(engine: EngineSource): Handlers<AppContract>['logs'] {
  const views = new Views(engine)
  // Throws `host.switched` while another one is chosen.
  const of = (host: LogHost | undefined) => () => new Origin(engine, host ?? null).connected()
  return {
    follow: ({ sources, view, ...part }, signal) => views.follow(sources, part, view, signal),
    join: async ({ view, ...joining }) => views.join(view, joining),
    search: (input, signal) => search(of(input.host), input, signal),
    around: (input, signal) => around(of(input.host), input, signal),
    export: (input, signal) => exportLogs(of(input.host), input, signal),
    save: ({ id, stamps, host }, signal) => save(of(host), id, stamps, signal),
  }
}
