import { create } from 'zustand'
import type { Pull } from '../../shared/contract/images.ts'
import { AppError } from '../../shared/errors.ts'
import { canonicalString, parseReference, withDefaultTag } from '../../shared/reference.ts'
import { api } from '../api.ts'
import { followStream } from '../follow.ts'
import { useWorld } from '../world/entities.ts'

/** The backend's pulls, as of its last word: under way and recently ended, oldest first. */
export const usePulls = create<{ pulls: readonly Pull[] }>(() => ({ pulls: [] }))

export type PullEnd = (pull: Pull) => void
const ends = new Set<PullEnd>()

/** Called once for each pull that this page saw running and that has ended since. Returns how to stop. */
export function onPullEnd(listen: PullEnd): () => void {
  ends.add(listen)
  return () => ends.delete(listen)
}

/**
 * Takes in the backend's latest word. A small pull may begin and end between two of them: one that is new and ended is told too,
 * but not on the first word of a connection, which lists what ended long ago.
 */
export function takePulls(next: readonly Pull[], isFirst = false): void {
  const before = new Map(usePulls.getState().pulls.map((pull) => [pull.id, pull]))
  // An unchanged pull stays the same object: nothing of it is drawn again.
  const same = (a: Pull, b: Pull | undefined): b is Pull => b !== undefined && b.state !== 'running' && b.state === a.state
  usePulls.setState({
    pulls: next.map((pull) => {
      const old = before.get(pull.id)
      return same(pull, old) ? old : pull
    }),
  })
  for (const pull of next) {
    const old = before.get(pull.id)
    const news = old === undefined ? !isFirst : old.state === 'running'
    if (pull.state !== 'running' && news) for (const listen of ends) listen(pull)
  }
}

/** Follows the backend's pulls over this wire and each later one. Called once, by the feature that shows them. */
export const followPulls = (): (() => void) => followStream({ open: (client, signal) => client.images.pulls({}, signal), take: takePulls })

/** Starts a pull, or joins the one under way. Rejects only where it cannot begin; how it goes is told by the store. */
export async function startPull(reference: string): Promise<{ id: string; reference: string }> {
  return await api().images.pull({ reference })
}

export const cancelPull = (id: string): Promise<void> => api().images.cancelPull({ id })
export const forgetPull = (id: string): Promise<void> => api().images.forgetPull({ id })

/** The pull of a reference, however it is written; undefined when there is none. */
export function pullOf(pulls: readonly Pull[], reference: string): Pull | undefined {
  const name = (text: string): string | null => {
    const parsed = parseReference(text)
    return parsed === null ? null : canonicalString(withDefaultTag(parsed))
  }
  const wanted = name(reference)
  return wanted === null ? undefined : pulls.findLast((pull) => name(pull.reference) === wanted)
}

/** `const pull = usePull('postgres:17')` */
export const usePull = (reference: string): Pull | undefined => usePulls((state) => pullOf(state.pulls, reference))

/** Whether it is a pull of the host in view. */
export const useIsHere = ({ host }: Pull): boolean => useWorld(({ connection }) => connection.host?.id === host.id)

/** What made a pull fail, as it was thrown in main; null when it did not. */
export const pullFailure = ({ error }: Pull): AppError | null =>
  error === null ? null : new AppError(error.code, error.params, error.detail)
