import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ligatureRanges } from './ligatures.ts'

const joined = (text: string): string[] => ligatureRanges(text).map(([from, to]) => text.slice(from, to))

test('what programs are written with is joined, the longest first', () => {
  expect(joined('if (a !== b && c >= d) f = x => x |> g')).toEqual(['!==', '&&', '>=', '=>', '|>'])
  expect(joined('std::vector<int> v; p->q; a <=> b; x <- y; <!-- c --> ... </p> // end')).toEqual(
    ['::', '->', '<=>', '<-', '<!--', '-->', '...', '</', '//'], // one `<` or `>` is none
  )
  expect(joined('ff fi a=b -1 <a> {x} | ls > f &')).toEqual([])
})

test('rulers and progress bars are left as they are', () => {
  for (const text of [
    '==========',
    '----------',
    '##########',
    '//////////',
    '[======>    ]',
    '[#######     ]',
    '<<<<<<< ours',
    '+----+----+',
  ])
    expect(joined(text)).toEqual([])
})

test('ranges are in order, apart from each other, and inside the row', () => {
  const sign = fc.constantFrom(...'=<>!-|&:+*/~#.?$%^@_;w\\[]{}() aф😀')
  const row = fc.oneof(
    fc.array(sign, { maxLength: 300 }).map((signs) => signs.join('')),
    fc.string({ unit: 'grapheme', maxLength: 200 }),
  )
  fc.assert(
    fc.property(row, (text) => {
      let end = 0
      for (const [from, to] of ligatureRanges(text)) {
        expect(from).toBeGreaterThanOrEqual(end)
        expect(to).toBeGreaterThan(from + 1)
        expect(to).toBeLessThanOrEqual(text.length)
        end = to
      }
    }),
  )
})

test('a row of any signs costs no more than its length', () => {
  const took = (length: number): number => {
    const text = '<=>-|'.repeat(length)
    const begun = performance.now()
    ligatureRanges(text)
    return performance.now() - begun
  }
  took(1000)
  expect(took(20_000)).toBeLessThan(2000)
})
