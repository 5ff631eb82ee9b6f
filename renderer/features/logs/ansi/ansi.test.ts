import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contrast, lookOf } from './palette.ts'
import { parseAnsi, stripSequences, styleAfter } from './parse.ts'
import { applySgr, PLAIN, RGB } from './style.ts'

const seen = (raw: string): string =>
  parseAnsi(raw)
    .runs.map((run) => run.shown ?? raw.slice(run.start, run.end))
    .join('')

const hostile = fc.array(
  fc.oneof(
    fc.constantFrom(
      '\u001b',
      '\u001b[',
      '\u001b]',
      '\u001b[31m',
      '\u001b[0m',
      ';',
      'm',
      '\u0007',
      '\u001b\\',
      '\r',
      '\t',
      '\u202e',
      '\u0000',
      '\u009b',
    ),
    fc.string({ unit: 'grapheme', maxLength: 6 }).map((s) => s.replaceAll('\n', '')),
  ),
  { maxLength: 24 },
)

describe('ansi', () => {
  it('runs cover the line without gap or overlap, whatever is in it', () => {
    fc.assert(
      fc.property(hostile, (parts) => {
        const raw = parts.join('')
        const { runs } = parseAnsi(raw)
        const end = raw.endsWith('\r') ? raw.length - 1 : raw.length
        expect(runs.map((r) => r.start)).toEqual([0, ...runs.map((r) => r.end)].slice(0, runs.length))
        expect(runs.at(-1)?.end ?? 0).toBe(end)
      }),
    )
  })

  it('nothing that is shown can steer: no control but the tab, no bidirectional mark', () => {
    fc.assert(
      fc.property(hostile, (parts) => {
        expect(seen(parts.join(''))).not.toMatch(/[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\u200e\u200f]/)
      }),
    )
  })

  it('the style after a line is the same by both ways', () => {
    fc.assert(
      fc.property(hostile, (parts) => {
        expect(styleAfter(parts.join(''), PLAIN)).toEqual(parseAnsi(parts.join('')).style)
      }),
    )
  })

  it.each([
    ['\u001b[31mred\u001b[0m', 'red'],
    ['\u001b]0;title\u0007a\u001b]8;;https://x\u001b\\link\u001b]8;;\u001b\\', 'alink'],
    ['\u001b]0;never ends', '⟨U+001B⟩]0;never ends'],
    ['\u001b[2J\u001b[?1049h\u001b[Hx\u001bcy', 'xy'],
    ['50%\r100%\r', '50%␍100%'],
    ['a\tb', 'a\tb'],
    ['👩‍🚀', '👩‍🚀'],
  ])('%j is seen as %j', (raw, text) => expect(seen(raw)).toBe(text))

  it('strips for searching what takes no room', () => {
    expect(stripSequences('\u001b[1mER\u001b[0mROR')).toBe('ERROR')
  })

  it('knows sixteen, 256 and true colours in both spellings, and the switches', () => {
    expect(applySgr(PLAIN, '1;4;91;44')).toMatchObject({ bold: true, underline: true, fg: 9, bg: 4 })
    expect(applySgr(PLAIN, '38;5;208')).toMatchObject({ fg: 208 })
    expect(applySgr(PLAIN, '48;2;1;2;3')).toMatchObject({ bg: RGB | 0x010203 })
    expect(applySgr(PLAIN, '38:2::255:0:16')).toMatchObject({ fg: RGB | 0xff0010 })
    expect(applySgr(applySgr(PLAIN, '1;31'), '')).toEqual(PLAIN)
    expect(applySgr(PLAIN, '38;5;999;7')).toMatchObject({ fg: null, inverse: true })
  })

  it('every colour asked for can be read, at 4.5 : 1, on what is asked for below it', () => {
    const color = fc.oneof(
      fc.constant(null),
      fc.nat(255),
      fc.nat(0xffffff).map((rgb) => RGB | rgb),
    )
    fc.assert(
      fc.property(color, color, fc.boolean(), fc.boolean(), (fg, bg, dim, inverse) => {
        const look = lookOf({ ...PLAIN, fg, bg, dim, inverse })
        const number = (css: string, own: number) => (css === '' ? own : Number.parseInt(css.slice(1), 16))
        expect(contrast(number(look.color, 0xd6dbe2), number(look.background, 0x0f1216))).toBeGreaterThanOrEqual(4.5)
      }),
    )
  })
})
