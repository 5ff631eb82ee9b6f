import { END_MASK, NOTICE, Notice, readBatch } from '../../shared/log-batch.ts'
import { BatchBuilder } from '../../shared/log-batch-builder.ts'
import type { FrameHead, Meta } from './format.ts'
import type { StoredLog } from './stored-log.ts'

export const HOST = '0123456789abcdef'
export const metaOf = (digit: string): Meta => ({
  v: 1,
  hostName: 'test',
  container: digit.repeat(64),
  name: `name-${digit}`,
  image: 'alpine:3.20',
  project: null,
  service: null,
})

/** Lines `line FROM` … up to `line TO - 1`, one a second, as a frame takes them. */
export function numbered(from: number, to: number): { head: FrameHead; batch: Uint8Array } {
  const builder = new BatchBuilder()
  for (let i = from; i < to; i++) {
    const text = Buffer.from(`line ${String(i)}`)
    builder.add(0, i % 2 === 1, 1000 + i, 7, text, 0, text.length)
  }
  const last = { sec: 999 + to, nano: 7 }
  return { head: { lines: to - from, first: { sec: 1000 + from, nano: 7 }, last, resume: last, cut: false }, batch: builder.take() }
}

/** That its container was removed, as a frame takes it. */
export function removed(sec: number): [FrameHead, Uint8Array] {
  const builder = new BatchBuilder()
  builder.notice(0, Notice.removed, '', sec, 7)
  const at = { sec, nano: 7 }
  return [{ lines: 0, first: at, last: at, resume: at, cut: false }, builder.take()]
}

export function textsOf(batch: Uint8Array): string[] {
  const { count, nano, place, text } = readBatch(batch)
  const texts: string[] = []
  for (let i = 0; i < count; i++) {
    const start = i === 0 ? 0 : (place[i - 1] ?? 0) & END_MASK
    if ((nano[i] ?? 0) < NOTICE) texts.push(Buffer.from(text.subarray(start, (place[i] ?? 0) & END_MASK)).toString())
  }
  return texts
}

export async function linesOf(log: StoredLog): Promise<string[]> {
  const lines: string[] = []
  for await (const batch of log.batches(new AbortController().signal)) lines.push(...textsOf(batch))
  return lines
}

export const expected = (count: number, from = 0): string[] => Array.from({ length: count }, (_, i) => `line ${String(from + i)}`)
