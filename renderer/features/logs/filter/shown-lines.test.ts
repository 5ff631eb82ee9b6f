import { describe, expect, it } from 'vitest'
import { ShownLines, Standing } from './shown-lines.ts'

/** What the places show: a line, `(line)` for one beside a match, `-n` for n lines left out. */
function told(shown: ShownLines, from: number, end: number): string {
  const parts: string[] = []
  for (let place = shown.gapBefore(from); place < shown.end; place++) {
    const entry = shown.at(place, from, end)
    parts.push('line' in entry ? (entry.context ? `(${String(entry.line)})` : String(entry.line)) : `-${String(entry.hidden)}`)
  }
  return parts.join(' ')
}
function of(pattern: string): ShownLines {
  const shown = new ShownLines()
  for (const [line, sign] of [...pattern].entries()) shown.add(line, sign === 'x' ? Standing.match : Standing.hidden)
  return shown
}

describe('shown lines', () => {
  it('leaves gaps with the number of lines in them, also before the first and after the last', () => {
    expect(told(of('..x..xx.x...'), 0, 12)).toBe('-2 2 -2 5 6 -1 8 -3')
    expect(told(of('....'), 0, 4)).toBe('-4')
    expect(told(of('xx'), 0, 2)).toBe('0 1')
  })

  it('raises earlier lines and says from where on the places changed', () => {
    const shown = of('x....x')
    const end = shown.end
    shown.changed = Number.POSITIVE_INFINITY
    shown.raise([3, 4], Standing.context)
    expect(told(shown, 0, 6)).toBe('0 -2 (3) (4) 5')
    expect(shown.changed).toBeLessThan(end)
    expect(shown.count).toBe(4)
    shown.raise([4], Standing.match)
    shown.raise([4], Standing.context)
    expect(told(shown, 0, 6)).toBe('0 -2 (3) 4 5')
  })

  it('never shows what must not be seen', () => {
    const shown = new ShownLines()
    shown.add(0, Standing.never)
    shown.add(1, Standing.match)
    shown.raise([0], Standing.context)
    expect(told(shown, 0, 2)).toBe('-1 1')
  })

  it('keeps places as older lines are dropped, and forgets them', () => {
    const shown = of('x.x.'.repeat(3000))
    const place = shown.placeOf(10_000)
    expect(shown.at(place, 0, 12_000)).toEqual({ line: 10_000, context: false })
    shown.drop(9999)
    expect(shown.at(place, 9999, 12_000)).toEqual({ line: 10_000, context: false })
    expect(shown.placeOf(10_000)).toBe(place)
    expect(shown.first).toBe(place - 1)
    expect(shown.count).toBe(1000)
    expect(shown.since(11_000)).toBe(500)
    shown.raise([11_997, 11_999], Standing.context)
    expect(shown.count).toBe(1002)
    shown.drop(12_000)
    expect(shown.count).toBe(0)
  })

  it('finds the place of a line that is hidden at the next that is shown, and the gap before it', () => {
    const shown = of('x..x')
    expect(shown.placeOf(1)).toBe(2)
    expect(shown.gapBefore(1)).toBe(1)
    expect(shown.has(1)).toBe(false)
    expect(shown.has(3)).toBe(true)
  })
})
