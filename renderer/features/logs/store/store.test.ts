import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Notice } from '../../../../shared/log-batch.ts'
import { BatchBuilder } from '../../../../shared/log-batch-builder.ts'
import { type Matcher, makeMatcher, matchesLine } from '../find/matcher.ts'
import { scan } from '../find/scan.ts'
import { copyText } from '../view/copy.ts'
import { LogStore } from './store.ts'

const utf8 = new TextEncoder()
const text = (store: LogStore, n: number) => new TextDecoder().decode(store.line(n).text)
const all = (store: LogStore) => Array.from({ length: store.end - store.first }, (_, i) => text(store, store.first + i))

function batch(lines: readonly string[], from = 0): Uint8Array {
  const builder = new BatchBuilder()
  for (const [i, line] of lines.entries()) {
    const bytes = utf8.encode(line)
    builder.add(i % 3, i % 2 === 1, 1000 + from + i, 7, bytes, 0, bytes.length)
  }
  return builder.take()
}

const some = fc.array(fc.array(fc.oneof(fc.string({ maxLength: 30 }), fc.constant('x'.repeat(3000))), { maxLength: 60 }), { maxLength: 30 })

describe('log store', () => {
  it('gives every line back, however batches are cut, and keeps the newest', () => {
    fc.assert(
      fc.property(some, fc.integer({ min: 1, max: 200 }), (batches, lines) => {
        const store = new LogStore({ lines, bytes: 1 << 26 })
        for (const one of batches) store.append(batch(one))
        const whole = batches.flat()
        expect(all(store)).toEqual(whole.slice(-lines))
        expect([store.dropped, store.lines]).toEqual([Math.max(0, whole.length - lines), Math.min(lines, whole.length)])
      }),
      { numRuns: 60 },
    )
  })

  it('holds the cap of bytes, and little beside the text', () => {
    const store = new LogStore({ lines: 1e9, bytes: 1_000_000 })
    for (let i = 0; i < 200; i++)
      store.append(batch(Array.from({ length: 500 }, (_, n) => `line ${String(i)} ${String(n)} ${'x'.repeat(90)}`)))
    expect(store.bytes).toBeLessThanOrEqual(1_000_000)
    const held = store.chunks.reduce((sum, c) => sum + c.text.byteLength + c.sec.byteLength + c.nano.byteLength + c.place.byteLength, 0)
    expect(held).toBeLessThan(1_100_000)
    expect(store.dropped).toBe(100_000 - store.lines)
  })

  it('tells notices, keeps those that are shown and counts only lines', () => {
    const builder = new BatchBuilder()
    builder.notice(0, Notice.caughtUp, '')
    builder.notice(0, Notice.stopped, '137')
    const store = new LogStore()
    store.append(batch(['a', 'b']))
    expect(store.append(builder.take())).toEqual([
      { source: 0, kind: Notice.caughtUp, detail: '' },
      { source: 0, kind: Notice.stopped, detail: '137' },
    ])
    expect([store.lines, store.end]).toEqual([2, 3])
    expect(store.line(2)).toMatchObject({ notice: Notice.stopped })
  })

  it('takes a line as long as may be, with the count of what was left out', () => {
    const builder = new BatchBuilder()
    builder.add(0, false, 1, 2, new Uint8Array(65536).fill(120), 0, 65536, 5e9)
    const store = new LogStore()
    store.append(builder.take())
    expect(store.line(0)).toMatchObject({ left: 5e9 })
    expect(store.line(0).text).toHaveLength(65536)
  })

  it('counts what capped lines cost exactly, so that the cap holds for ever', () => {
    const store = new LogStore({ lines: 2, bytes: 1 << 26 })
    for (let i = 0; i < 50; i++) {
      const builder = new BatchBuilder()
      builder.add(0, false, 1, 2, new Uint8Array(100).fill(120), 0, 100, 5)
      store.append(builder.take())
    }
    expect(store.bytes).toBe(2 * (100 + 8 + 12))
  })

  it('copies exactly what was logged between two places, with stamps only when they are shown', () => {
    const store = new LogStore()
    store.append(batch(['  first\t«я» ', '\u001b[31mred\u001b[0m', 'third']))
    const span = { from: { line: 0, at: 2 }, to: { line: 2, at: 3 } }
    const options = { stamps: 'off', names: ['a'], plain: false } as const
    expect(copyText(store, span, options)).toBe('first\t«я» \n\u001b[31mred\u001b[0m\nthi')
    expect(copyText(store, span, { ...options, plain: true })).toBe('first\t«я» \nred\nthi')
    const stamped = { ...options, stamps: 'utc', names: ['a', 'b'] } as const
    const [begin, end] = [
      { line: 1, at: 0 },
      { line: 2, at: 5 },
    ]
    const lines = '1970-01-01T00:16:41.000000007Z b \u001b[31mred\u001b[0m\n1970-01-01T00:16:42.000000007Z  third'
    expect(copyText(store, { from: begin, to: end }, stamped)).toBe(lines)
    // Up to the beginning of a line is as far as the end of the one before.
    expect(copyText(store, { from: begin, to: { line: 2, at: 0 } }, stamped)).toBe(`${lines.split('\n')[0] ?? ''}\n`)
    // What begins or ends within a line is just that text, in whichever line.
    expect(copyText(store, { from: begin, to: span.to }, stamped)).toBe('\u001b[31mred\u001b[0m\nthi')
    expect(copyText(store, { from: span.from, to: end }, stamped)).toBe('first\t«я» \n\u001b[31mred\u001b[0m\nthird')
    expect(copyText(store, { from: end, to: end }, stamped)).toBe('')
    expect(copyText(store, { from: { line: 2, at: 0 }, to: span.to }, stamped)).toBe('thi')
  })
})

describe('find', () => {
  const word = fc.constantFrom('a', 'B', 'ab', 'aab', 'я', 'Я', '😀', '\u001b[1m', '.', '(', ' ')
  const line = fc.array(word, { maxLength: 8 }).map((words) => words.join(''))
  const query = fc.record({
    text: fc.array(word, { minLength: 1, maxLength: 3 }).map((w) => w.join('')),
    matchCase: fc.boolean(),
    regex: fc.constant(false),
  })

  it('finds in the bytes what a search in each line finds', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 40 }), query, (lines, q) => {
        fc.pre(!q.text.includes('\u001b'))
        const store = new LogStore()
        store.append(batch(lines))
        const matcher = makeMatcher(q) as Matcher
        const found = store.chunks.flatMap((chunk) => scan(chunk, 0, matcher).map((i) => chunk.base + i))
        expect(found).toEqual(lines.flatMap((l, i) => (matchesLine(matcher, l) ? [i] : [])))
      }),
      { numRuns: 400 },
    )
  })

  it('reads an expression as other tools do where the strict grammar knows none', () => {
    const matcher = makeMatcher({ text: '{"level":"err\\_', matchCase: false, regex: true }) as Matcher
    expect(matcher.ranges('x {"level":"ERR_1"}')).toEqual([{ start: 2, end: 16 }])
  })

  it('says of an expression that it is none', () => {
    expect(makeMatcher({ text: '(', matchCase: false, regex: true })).toMatchObject({ error: expect.stringContaining('(') as string })
  })
})
