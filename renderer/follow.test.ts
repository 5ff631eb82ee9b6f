import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { appError } from '../shared/errors.ts'
import type { Api } from './api.ts'
import { followStream } from './follow.ts'

const wire = vi.hoisted(() => ({ stands: false, listen: null as ((client: unknown) => void) | null }))
vi.mock('./api.ts', () => ({
  onApi: (listen: (client: unknown) => void) => {
    wire.listen = listen
    if (wire.stands) listen({})
    return () => (wire.listen = null)
  },
}))

const client = {} as Api
const connect = () => wire.listen?.(client)
beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

/** A stream that says its number, then ends as it is told. */
function followed(ends: readonly (Error | 'end')[]) {
  const seen: [number, boolean][] = []
  let lost = 0
  let opened = 0
  const stop = followStream({
    async *open() {
      const end = ends[opened++] ?? 'end'
      yield opened
      if (end !== 'end') throw end
    },
    take: (value, isFirst) => seen.push([value, isFirst]),
    lost: () => lost++,
  })
  return { seen, stop, lost: () => lost }
}

it('opens a stream again that ended or failed, and says that it was lost', async () => {
  const { seen, lost, stop } = followed([appError('unknown'), 'end', appError('rpc.disconnected')])
  connect()
  await vi.advanceTimersByTimeAsync(10_000)
  expect(seen).toEqual([
    [1, true],
    [2, true],
    [3, true],
  ])
  expect(lost()).toBe(3)
  connect()
  await vi.advanceTimersByTimeAsync(10)
  expect(seen.at(-1)).toEqual([4, true])
  stop()
})

it('begins at once where the wire stands already', async () => {
  wire.stands = true
  const { seen, stop } = followed([])
  await vi.advanceTimersByTimeAsync(10)
  stop()
  wire.stands = false
  expect(seen).toEqual([[1, true]])
})

it('opens nothing again once it was stopped', async () => {
  const { seen, stop } = followed([])
  connect()
  await vi.advanceTimersByTimeAsync(10)
  stop()
  await vi.advanceTimersByTimeAsync(10_000)
  expect(seen).toHaveLength(1)
})
