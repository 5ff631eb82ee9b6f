import { expect, it } from 'vitest'
import { BatchBuilder } from '../../../shared/log-batch-builder.ts'
import { Merge } from './merge.ts'

const NOTHING = new Uint8Array(0)
const LIMIT = 256 * 1024

function sourceOf(lines: number) {
  const queue = new BatchBuilder()
  for (let i = 0; i < lines; i++) queue.add(0, false, i, 0, NOTHING, 0, 0)
  return { queue, quiet: true, full: true }
}

it('a batch of empty lines is no larger than one of others, and none is lost', () => {
  const sources = [sourceOf(60_000), sourceOf(60_000)]
  const merge = new Merge(sources, 0)
  const left = () => sources.reduce((sum, { queue }) => sum + queue.count, 0)
  for (let before = Number.POSITIVE_INFINITY; left() > 0 && left() < before; ) {
    before = left()
    const out = new BatchBuilder()
    merge.pump(out, LIMIT, 1_000_000)
    expect(out.take().length).toBeLessThan(LIMIT + 1024)
  }
  expect(sources.map(({ queue }) => queue.count)).toEqual([0, 0])
})
