import type { AppContract } from '../../shared/contract/index.ts'
import { AppError, appError } from '../../shared/errors.ts'
import { parseReference, type Reference, referenceProblem, withDefaultTag } from '../../shared/reference.ts'
import type { Handlers } from '../../shared/rpc/define.ts'
import type { EngineSource } from './engine.ts'
import { type HistoryRow, toHistory } from './images/history.ts'
import type { PullAuth } from './images/pull.ts'
import { createPulls } from './images/pulls.ts'
import { removeImage } from './images/remove.ts'

export { imageReader } from './images/reader.ts'

function parsed(text: string): Reference {
  const reference = parseReference(text.trim())
  if (reference === null) throw appError('image.bad-reference', { reference: text, problem: referenceProblem(text.trim()) ?? '' })
  return withDefaultTag(reference)
}

const repository = ({ domain, path }: Reference): string => `${domain}/${path}`

/** A 404 of these operations is about the image. */
async function about<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer
  } catch (error) {
    if (error instanceof AppError && error.code === 'engine.not-found') throw appError('image.not-found', {}, error.detail)
    throw error
  }
}

export type Images = {
  handlers: Handlers<AppContract>['images']
  /** References of the pulls under way. */
  pulling(): string[]
}

/** @param authFor what the user's docker client would send to a registry: `dockerCredentials` of `main/registry`. */
export const images = (engine: EngineSource, authFor: (registry: string) => Promise<PullAuth>): Images => {
  const pulls = createPulls(engine, authFor)
  const handlers: Images['handlers'] = {
    inspect: ({ id }, signal) => about(engine().call({ path: `/images/${id}/json`, signal })),
    async history({ id }, signal) {
      const rows = await about(engine().call<HistoryRow[] | undefined>({ path: `/images/${id}/history`, signal }))
      return toHistory(rows ?? [])
    },
    async tag({ id, reference }, signal) {
      const to = parsed(reference)
      if (to.digest !== null) throw appError('image.bad-reference', { reference, problem: 'bad-tag' })
      const query = { repo: repository(to), tag: to.tag ?? 'latest' }
      await about(engine().call<unknown>({ method: 'POST', path: `/images/${id}/tag`, query, signal }))
    },
    remove({ id, reference, force }) {
      if (reference === null) return removeImage(engine(), id, force)
      const { tag, digest, ...rest } = parsed(reference)
      return removeImage(engine(), repository({ ...rest, tag, digest }) + (digest === null ? `:${tag ?? 'latest'}` : `@${digest}`), force)
    },
    pull: ({ reference }) => Promise.resolve(pulls.start(parsed(reference))),
    cancelPull: ({ id }) => Promise.resolve(pulls.cancel(id)),
    forgetPull: ({ id }) => Promise.resolve(pulls.forget(id)),
    pulls: (_, signal) => pulls.watch(signal),
  }
  return { handlers, pulling: () => pulls.running() }
}
