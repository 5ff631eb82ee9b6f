import { describe, expect, it } from 'vitest'
import type { Run } from '../ansi/parse.ts'
import { foldedRuns, jsonFields, unfoldedRuns } from './json-line.ts'

const text = (raw: string, runs: readonly Run[] | null): string | null =>
  runs === null ? null : runs.map(({ start, end, shown }) => shown ?? raw.slice(start, end)).join('')
const folded = (raw: string, ...columns: string[]): string | null => {
  const fields = jsonFields(raw)
  return fields === null
    ? null
    : text(
        raw,
        foldedRuns(
          raw,
          fields,
          columns.map((key) => ({ key, width: 5 })),
        ),
      )
}

describe('a line of JSON', () => {
  it('has fields with their places', () => {
    const raw = '{"a": 1,"b":{"c":[1,{"d":2}]} , "e":"x,\\"}", "f":[], "g":null}'
    expect(jsonFields(raw)?.map(({ key, start, end }) => [key, raw.slice(start, end)])).toEqual([
      ['a', '1'],
      ['b', '{"c":[1,{"d":2}]}'],
      ['e', '"x,\\"}"'],
      ['f', '[]'],
      ['g', 'null'],
    ])
    expect(jsonFields('{}')).toEqual([])
    expect(jsonFields('{"__proto__":1}')).toEqual([{ key: '__proto__', start: 13, end: 14 }])
  })

  it.each(['{', '{"a":1} trailing', 'plain', '[1]', '{a:1}', ''])('is none: %j', (raw) => expect(jsonFields(raw)).toBeNull())

  it('folds to what it says, with the chosen fields before it', () => {
    const raw = '{"level":30,"path":"/a","msg":"served it"}'
    expect(folded(raw)).toBe('served it')
    expect(folded(raw, 'level', 'path')).toBe('30    /a    served it')
    expect(folded(raw, 'absent')).toBe('      served it')
    expect(folded('{"a":1}')).toBeNull()
    expect(folded('{"msg":"two\\nlines \\"quoted\\""}')).toBe('two ⏎ lines "quoted"')
    expect(folded('{"msg":"\\u001b[31mred\\u202e"}')).toBe('red⟨U+202E⟩')
    expect(folded('{"msg":"\u202eraw"}')).toBe('⟨U+202E⟩raw')
  })

  it('unfolds with all of its characters in their order', () => {
    const raw = '{"a":1,"b":{"c":[1,2],"d":{}},"e":"x: y"}'
    expect(text(raw, unfoldedRuns(raw))).toBe(
      '{\n  "a": 1,\n  "b": {\n    "c": [\n      1,\n      2\n    ],\n    "d": {}\n  },\n  "e": "x: y"\n}',
    )
    const own = unfoldedRuns(raw).filter(({ shown }) => shown === null)
    expect(own.map(({ start, end }) => raw.slice(start, end)).join('')).toBe(raw)
  })
})
