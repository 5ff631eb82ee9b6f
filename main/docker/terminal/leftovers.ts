import { AppError } from '../../../shared/errors.ts'
import type { Engine, Query } from '../engine.ts'
import { wait } from './attach.ts'
import { isOwnerGone } from './owner.ts'

/** On every container and image made for a terminal; the value says which process made it. */
export const TOOLBOX_LABEL = 'dev.gantry.toolbox'
/** On the image of a copy, and never inherited by what a user commits of it. */
export const COPY_COMMENT = 'throw-away copy for a terminal of Gantry'

/** How long a removal that is under way is waited for, in milliseconds; what takes longer is seen to when the engine is met again. */
const REMOVAL_LIMIT = 10_000

/** What was made for one terminal; null for a part that was not. */
export type Made = { container: string | null; image: string | null }

/**
 * What terminals are done with, by the address of its host, until it is gone: a host that was left or lost cannot be asked to
 * remove anything, and is asked when it is met again.
 */
export class Leftovers {
  readonly #dropped = new Map<string, Set<Made>>()

  /** Takes it away, now or when its host is met again. True when the container is known to be gone. Never throws. */
  async drop(host: string, made: Made, engine: () => Engine): Promise<boolean> {
    const here = this.#dropped.get(host) ?? new Set()
    this.#dropped.set(host, here.add(made))
    try {
      return await this.#remove(engine(), made)
    } catch {
      return false
    }
  }

  /** Call with each engine that was connected to. Never throws. */
  async met(engine: Engine): Promise<void> {
    await removeAbandoned(engine)
    for (const made of [...(this.#dropped.get(engine.host.address) ?? [])]) await this.#remove(engine, made)
  }

  async #remove(engine: Engine, made: Made): Promise<boolean> {
    const gone = made.container === null || (await removeContainer(engine, made.container))
    const clean = gone && (made.image === null || (await removeImage(engine, made.image)))
    if (clean) this.#dropped.get(engine.host.address)?.delete(made)
    return gone
  }
}

/** Removes what processes of this machine that are no more left on this engine. Never throws. */
export async function removeAbandoned(engine: Engine): Promise<void> {
  const filters = JSON.stringify({ label: [TOOLBOX_LABEL] })
  type Labelled = { Id: string; Labels: Record<string, string> | null }
  const gone = ({ Labels }: Labelled) => isOwnerGone(Labels?.[TOOLBOX_LABEL] ?? '')
  // One that goes by itself meanwhile does not keep the others. An engine that went is asked again when it is met the next time.
  const abandoned = async (path: string, query: Query) =>
    (await engine.call<Labelled[]>({ path, query }).catch(() => [])).filter(gone).map(({ Id }) => Id)
  for (const id of await abandoned('/containers/json', { all: 1, filters }))
    if (await isOurContainer(engine, id).catch(() => false)) await removeContainer(engine, id)
  for (const id of await abandoned('/images/json', { filters }))
    if (await isOurImage(engine, id).catch(() => false)) await removeImage(engine, id)
}

/** Labels are inherited by what is committed, and by what is run of that: a user's own container must never be taken for ours. */
async function isOurContainer(engine: Engine, id: string): Promise<boolean> {
  type Facts = { Name: string; Config: { Entrypoint: string[] | string | null; OpenStdin: boolean }; HostConfig: { AutoRemove: boolean } }
  const { Name, Config, HostConfig } = await engine.call<Facts>({ path: `/containers/${id}/json` })
  return /^\/(toolbox|copy)-of-/.test(Name) && HostConfig.AutoRemove && Config.OpenStdin && isHolder(Config.Entrypoint)
}

/** Waits for the end of its input. Podman has it as one text. */
const isHolder = (entrypoint: string[] | string | null): boolean =>
  /^(cat|sh -c cat;.*)$/s.test(typeof entrypoint === 'string' ? entrypoint : (entrypoint ?? []).join(' '))

async function isOurImage(engine: Engine, id: string): Promise<boolean> {
  type Facts = { Comment: string; RepoTags: string[] | null }
  const { Comment, RepoTags } = await engine.call<Facts>({ path: `/images/${id}/json` })
  return Comment === COPY_COMMENT && (RepoTags ?? []).length === 0
}

/** True when it is gone. A removal that is under way, its own AutoRemove, answers with a conflict, and is waited for. */
async function removeContainer(engine: Engine, id: string): Promise<boolean> {
  const remove = () => engine.call({ method: 'DELETE', path: `/containers/${id}`, query: { force: 1, v: 1 } })
  if (await isDone(remove(), 'engine.not-found')) return true
  await wait(engine, id, 'removed', AbortSignal.timeout(REMOVAL_LIMIT))
  // The wait tells nothing of a connection that was cut or of its limit.
  return await isDone(
    engine.call({ path: `/containers/${id}/json` }).then(() => Promise.reject(new Error('it is there'))),
    'engine.not-found',
  )
}

/** True when it is gone. The image it was made of is not ours to prune. */
const removeImage = (engine: Engine, id: string): Promise<boolean> =>
  isDone(engine.call({ method: 'DELETE', path: `/images/${id}`, query: { force: 1, noprune: 1 } }), 'engine.not-found')

const isDone = (call: Promise<unknown>, orElse: string): Promise<boolean> =>
  call.then(
    () => true,
    (error: unknown) => error instanceof AppError && error.code === orElse,
  )
