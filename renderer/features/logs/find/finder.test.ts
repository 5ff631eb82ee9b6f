import { describe, expect, it } from 'vitest'
import { BatchBuilder } from '../../../../shared/log-batch-builder.ts'
import { LogStore } from '../store/store.ts'
import { Finder } from './finder.ts'
import { makeMatcher } from './matcher.ts'
import { Stopped } from './regex-worker.ts'
import { scan } from './scan.ts'
import type { Search } from './search.ts'

const utf8 = new TextEncoder()
function storeOf(lines: readonly string[]): LogStore {
  const store = new LogStore()
  for (const line of lines) append(store, line)
  return store
}
function append(store: LogStore, line: string): void {
  const builder = new BatchBuilder()
  const bytes = utf8.encode(line)
  builder.add(0, false, 1, 2, bytes, 0, bytes.length)
  store.append(builder.take())
}
function literal(text: string): Search {
  const matcher = makeMatcher({ text, matchCase: true, regex: false })
  if ('error' in matcher) throw new Error(matcher.error)
  return { scan: (chunk, from) => scan(chunk, from, matcher), ranges: () => [] }
}
const settled = (finder: Finder) => expect.poll(() => finder.done).toBe(true)
const filler = Array.from({ length: 5000 }, (_, i) => `line ${String(i)}`)

describe('finder', () => {
  it.each([0, 2500, 4999, 5000])('looks through every chunk whatever line it begins at: %i', async (from) => {
    const store = storeOf(filler)
    expect(store.chunks.length).toBeGreaterThan(3)
    const finder = new Finder(store, () => undefined)
    finder.set(store, literal('line 1'), from)
    await settled(finder)
    expect(finder.tally(-1).count).toBe(filler.filter((line) => line.includes('line 1')).length)
    append(store, 'line 1 again')
    finder.more()
    await settled(finder)
    expect(finder.step(4999, false)).toBe(5000)
  })

  it('drops what an earlier search answers too late', async () => {
    const store = storeOf(['a', 'b'])
    const finder = new Finder(store, () => undefined)
    let late: (hits: number[]) => void = () => undefined
    finder.set(store, { scan: () => new Promise((resolve) => (late = resolve)), ranges: () => [] }, 0)
    finder.set(store, literal('b'), 0)
    late([0])
    await settled(finder)
    expect(finder.tally(1)).toEqual({ count: 1, rank: 1 })
  })

  it('says that a search was given up, and goes on with the next', async () => {
    const store = storeOf(['a', 'b'])
    const finder = new Finder(store, () => undefined)
    finder.set(store, { scan: () => Promise.reject(new Error('slow')), ranges: () => [] }, 0)
    await settled(finder)
    expect(finder.slow).toBe(true)
    finder.set(store, literal('a'), 0)
    expect(finder.slow).toBe(false)
    await settled(finder)
    expect(finder.tally(0).count).toBe(1)
  })

  it('a search that was stopped for another is not called slow', async () => {
    const store = storeOf(['a'])
    const finder = new Finder(store, () => undefined)
    let stop: (error: Error) => void = () => undefined
    finder.set(store, { scan: () => new Promise((_, reject) => (stop = reject)), ranges: () => [] }, 0)
    finder.set(store, null, 0)
    stop(new Stopped())
    await settled(finder)
    expect([finder.slow, finder.tally(0).count]).toEqual([false, 0])
  })
})
