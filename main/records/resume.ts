import { NANO_MASK, NOTICE, readBatch, STDERR } from '../../shared/log-batch.ts'
import { compareStamps, type Stamp, stampOf, stampText } from '../docker/lib/stamp.ts'

/**
 * Where a recording goes on: `taken` counts the stored lines from `since` on, which come a second time. `cut`: a line that
 * began before comes without its beginning.
 */
export type Resume = { since: Stamp; taken: Map<string, number>; cut: boolean }

/**
 * A line that does not end while so many others are stored is not waited for any longer: at a start all of them would be read
 * again, and had to be known. Then a recording that goes on finds only the rest of that line, and says so.
 */
export const MOST_BEHIND = 20_000

/** By what a line that comes a second time is known: its stream and its stamp. Several lines may have the same: they are counted. */
export const lineKey = (stderr: boolean, sec: number, nano: number): string => `${stampText({ sec, nano })}${stderr ? 'e' : 'o'}`

/** Counts the lines of a batch from `since` on. Answers whether there are any. */
export function countTaken(taken: Map<string, number>, since: Stamp, batch: Uint8Array): boolean {
  const { count, sec, nano } = readBatch(batch)
  let any = false
  for (let i = 0; i < count; i++) {
    const bits = nano[i] as number
    const stamp = { sec: sec[i] as number, nano: bits & NANO_MASK }
    if (bits >= NOTICE || compareStamps(stamp, since) < 0) continue
    const key = lineKey((bits & STDERR) !== 0, stamp.sec, stamp.nano)
    taken.set(key, (taken.get(key) ?? 0) + 1)
    any = true
  }
  return any
}

/** The moment after everything that is known of: nothing of it comes a second time. */
export function behindAll({ since, taken }: Resume): Stamp {
  let { sec, nano } = since
  for (const key of taken.keys()) {
    const stamp = stampOf(key.slice(0, -1))
    if (compareStamps(stamp, { sec, nano }) > 0) [sec, nano] = [stamp.sec, stamp.nano]
  }
  return nano === 999_999_999 ? { sec: sec + 1, nano: 0 } : { sec, nano: nano + 1 }
}
