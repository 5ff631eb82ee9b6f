import type { AppContract } from '../../shared/contract/index.ts'
import type { Handlers } from '../../shared/rpc/define.ts'
import type { EngineSource } from './engine.ts'
import { around } from './logs/around.ts'
import { exportLogs } from './logs/export.ts'
import { save } from './logs/save.ts'
import { search } from './logs/search/search.ts'
import { Views } from './logs/views.ts'

/** Reading what containers log. The shape of a batch stands in `shared/log-batch.ts`. */
export function logs(engine: EngineSource): Handlers<AppContract>['logs'] {
  const views = new Views(engine)
  return {
    follow: ({ sources, view, ...part }, signal) => views.follow(sources, part, view, signal),
    join: async ({ view, ...joining }) => views.join(view, joining),
    search: (input, signal) => search(engine, input, signal),
    around: (input, signal) => around(engine, input, signal),
    export: (input, signal) => exportLogs(engine, input, signal),
    save: ({ id, stamps }, signal) => save(engine, id, stamps, signal),
  }
}
