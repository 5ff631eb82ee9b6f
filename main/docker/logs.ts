import type { AppContract } from '../../shared/contract/index.ts'
import type { Handlers } from '../../shared/rpc/define.ts'
import type { EngineSource } from './engine.ts'
import { around } from './logs/around.ts'
import { follow } from './logs/follow.ts'
import { save } from './logs/save.ts'
import { search } from './logs/search/search.ts'

/** Reading what containers log. The shape of a batch stands in `shared/log-batch.ts`. */
export const logs = (engine: EngineSource): Handlers<AppContract>['logs'] => ({
  follow: ({ sources, tail }, signal) =>
    follow(
      engine,
      sources.map(({ id }) => id),
      tail,
      signal,
    ),
  search: (input, signal) => search(engine, input, signal),
  around: (input, signal) => around(engine, input, signal),
  save: ({ id, stamps }, signal) => save(engine, id, stamps, signal),
})
