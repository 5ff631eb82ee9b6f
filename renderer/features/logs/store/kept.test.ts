import fc from 'fast-check'
import { expect, it } from 'vitest'
import { BatchBuilder } from '../../../../shared/log-batch-builder.ts'
import { KeptLines } from './kept.ts'
import { LogStore } from './store.ts'

const LIMITS = { lines: 50_000, bytes: 1 << 26 }
const utf8 = new TextEncoder()

/** Lines of sources by their stamps, cut into batches of `size`. */
function batches(lines: readonly { source: number; sec: number }[], size: number): Uint8Array[] {
  const out: Uint8Array[] = []
  const builder = new BatchBuilder()
  for (const [i, { source, sec }] of lines.entries()) {
    const text = utf8.encode(`${String(source)}@${String(sec)}`)
    builder.add(source, i % 2 === 0, sec, 7, text, 0, text.length)
    if (builder.count >= size) out.push(builder.take())
  }
  if (builder.count > 0) out.push(builder.take())
  return out
}

function filled(parts: readonly Uint8Array[]): LogStore {
  const store = new LogStore(LIMITS)
  for (const part of parts) store.append(part)
  return store
}
const read = (store: LogStore) =>
  Array.from({ length: store.end - store.first }, (_, i) => {
    const { source, sec } = store.line(store.first + i)
    return { source, sec }
  })
const sorted = fc.array(fc.integer({ min: 1, max: 50 }), { maxLength: 60 }).map((all) => all.sort((a, b) => a - b))

it('kept lines stand among what is read anew as they stood, however the batches are cut', () => {
  fc.assert(
    fc.property(sorted, sorted, sorted, fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 20 }), (a, b, c, cut, again) => {
      const of = (source: number, secs: readonly number[]) => secs.map((sec) => ({ source, sec }))
      // Equal stamps go by source; the one that stays comes last.
      const whole = [...of(0, a), ...of(1, b), ...of(2, c)].sort((x, y) => x.sec - y.sec || x.source - y.source)
      const targets = ['a', 'b', 'c'].map((id) => ({ id, name: id }))
      const kept = new KeptLines(LIMITS)
      // One is gone first, and the other in a later reading.
      kept.keep({ store: filled(batches(whole, cut)), targets }, (id) => id === 'a')
      kept.keep({ store: filled(batches(whole, cut)), targets }, (id) => id !== 'c')
      const among = kept.among({})
      const store = new LogStore(LIMITS)
      for (const batch of batches(of(0, c), again)) for (const one of among.with(batch)) store.append(one)
      for (const one of among.rest()) store.append(one)
      const back = kept.targets.map(({ id }) => targets.findIndex((target) => target.id === id))
      const named = read(store).map(({ source, sec }) => ({ source: back[source] ?? 2, sec }))
      expect(named).toEqual(whole)
    }),
    { numRuns: 200 },
  )
})
