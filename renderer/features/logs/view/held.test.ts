import { expect, it } from 'vitest'
import { Notice } from '../../../../shared/log-batch.ts'
import { BatchBuilder } from '../../../../shared/log-batch-builder.ts'
import { LogStore } from '../store/store.ts'
import { decode } from './content.ts'
import { heldLines } from './held.ts'

function batch(from: number, to: number): Uint8Array {
  const builder = new BatchBuilder()
  for (let i = from; i < to; i++) {
    const text = new TextEncoder().encode(`row ${String(i)}`)
    builder.add(0, false, i + 1, 0, text, 0, text.length)
  }
  builder.notice(0, Notice.stopped, '0')
  return builder.take()
}

it('what is shown is what was shown when saving began, though the view drops it meanwhile', () => {
  const store = new LogStore({ lines: 100, bytes: 1 << 20 })
  store.append(batch(0, 90))
  const held = heldLines(store, { from: { line: 10 }, to: { line: 95 } }, (line) => line % 2 === 0)
  store.append(batch(90, 400))
  expect(store.first).toBeGreaterThan(89)
  expect([...held].map(decode)).toEqual(Array.from({ length: 40 }, (_, i) => `row ${String(10 + i * 2)}`))
})
