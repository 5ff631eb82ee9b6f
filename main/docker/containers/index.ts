import type { AppContract } from '../../../shared/contract/index.ts'
import { AppError, appError } from '../../../shared/errors.ts'
import type { Handlers } from '../../../shared/rpc/define.ts'
import type { Engine, EngineSource, Query } from '../engine.ts'
import { type Action, explain } from './errors.ts'
import { sample } from './stats.ts'

export { containerReader } from './reader.ts'

/**
 * The verbs on containers. Each is done once the engine says so; what it changed comes back as a patch.
 * 304 (already so) is success.
 */
export const containers = (engine: EngineSource): Handlers<AppContract>['containers'] => ({
  start: ({ id }) => act(engine(), 'start', id),
  // No `t`: the engine then takes the container's own StopTimeout, however long that is.
  stop: ({ id }) => act(engine(), 'stop', id),
  restart: ({ id }) => act(engine(), 'restart', id),
  kill: ({ id }) => act(engine(), 'kill', id),
  pause: ({ id }) => act(engine(), 'pause', id),
  unpause: ({ id }) => act(engine(), 'unpause', id),
  rename: ({ id, name }) => act(engine(), 'rename', id, { name }),
  remove: ({ id, force, volumes }) => remove(engine(), id, { force, v: volumes }),

  async inspect({ id }, signal) {
    try {
      return await engine().call<unknown>({ path: `/containers/${id}/json`, signal })
    } catch (error) {
      throw isGone(error) ? appError('container.not-found', { id }) : error
    }
  },

  stats: ({ ids, seconds }, signal) => sample(engine(), ids, seconds, signal),
})

/** Without a deadline: a stop lasts as long as the container is given, a start as long as its mounts and networks take. */
async function act(engine: Engine, action: Exclude<Action, 'remove'>, id: string, query: Query = {}): Promise<void> {
  try {
    await engine.call({ method: 'POST', path: `/containers/${id}/${action}`, query }, null)
  } catch (error) {
    throw await explain(error, engine, action, id, String(query['name'] ?? ''))
  }
}

async function remove(engine: Engine, id: string, query: Query): Promise<void> {
  try {
    await engine.call({ method: 'DELETE', path: `/containers/${id}`, query }, null)
  } catch (error) {
    // It is gone already: that is what was asked for.
    if (!isGone(error)) throw await explain(error, engine, 'remove', id)
  }
}

const isGone = (error: unknown): boolean => error instanceof AppError && error.code === 'engine.not-found'
