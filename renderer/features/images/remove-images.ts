import { appError } from '../../../shared/errors.ts'
import { api } from '../../api.ts'
import { callsOf, needsIt, type RemoveStep } from './remove-plan.ts'

export type RemoveResult = {
  /** Names that went: tags, or the short id of a nameless image. */
  untagged: string[]
  /** Images that are gone altogether. */
  deleted: number
  /** What the engine refused, with its error. */
  failures: { step: RemoveStep; error: unknown }[]
}

/**
 * The engine would take all names but the last before it refuses, and leave half the work: what is known to be in the way of an
 * image with several names is refused here, as a whole.
 */
function refuseHalf({ tags, blockers: [blocker], forcible }: RemoveStep, force: boolean): void {
  if (blocker === undefined || force || tags.length < 2) return
  throw appError('image.in-use', { blocker: 'container', container: blocker.name, running: needsIt(blocker), forcible })
}

/** Carries the steps out, one after the other: the engine locks its store anyway, and a base must wait for its child. */
export async function removeImages(steps: readonly RemoveStep[], force: boolean): Promise<RemoveResult> {
  const result: RemoveResult = { untagged: [], deleted: 0, failures: [] }
  for (const step of steps) {
    try {
      refuseHalf(step, force)
      for (const one of callsOf(step)) {
        const { deleted } = await api().images.remove({ ...one, force })
        if (one.reference !== null) result.untagged.push(one.reference)
        if (deleted.includes(step.image.id)) result.deleted += 1
      }
    } catch (error) {
      result.failures.push({ step, error })
    }
  }
  return result
}
