import { describe, expect, it } from 'vitest'
import { parseAnsi } from './parse.ts'
import { goesBack, settle } from './settle.ts'

const seen = (raw: string): string =>
  settle(raw, parseAnsi(raw).runs)
    .map(({ start, end, shown }) => shown ?? raw.slice(start, end))
    .join('')

describe('a line that goes back over itself', () => {
  it.each([
    ['10 %\r50 %\r100 %', '100 %'],
    ['downloading\rdone', 'doneloading'],
    ['downloading\r\u001b[Kdone', 'done'],
    ['downloading\u001b[2K\rdone', 'done'],
    ['\u001b[32m[==  ]\u001b[0m 50\r\u001b[32m[====]\u001b[0m 99', '[====] 99'],
    ['a|\b/', 'a|⟨U+0008⟩/'],
    ['abc\u001b[1GX', 'Xbc'],
    ['abcd\u001b[2DX', 'abXd'],
    ['same\r\r', 'same'],
    ['\r\rsame', 'same'],
    ['tic\u0007\rtac', 'tac⟨U+0007⟩'],
  ])('%j', (raw, shown) => {
    expect(seen(raw)).toBe(shown)
  })

  it('is told from one that only ends as a terminal ends lines', () => {
    expect(goesBack('plain\r')).toBe(false)
    expect(goesBack('plain')).toBe(false)
    expect(goesBack('a\rb')).toBe(true)
  })

  it('keeps the places of what is left', () => {
    const raw = 'abcdef\rXY'
    const parts = settle(raw, parseAnsi(raw).runs).map(({ start, end }) => [start, end])
    expect(parts).toEqual([
      [7, 9],
      [2, 6],
    ])
  })

  it('takes a time in proportion to the line', () => {
    const raw = Array.from({ length: 10_000 }, (_, i) => `${String(i)} %`).join('\r')
    const begun = performance.now()
    expect(seen(raw)).toBe('9999 %')
    expect(performance.now() - begun).toBeLessThan(1000)
  })
})
