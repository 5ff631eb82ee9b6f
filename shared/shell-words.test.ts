import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { joinWords, splitWords } from './shell-words.ts'

describe('splitWords', () => {
  test.each([
    ['', []],
    ['  a\tb \n c ', ['a', 'b', 'c']],
    [`sh -c 'echo "hi there"'`, ['sh', '-c', 'echo "hi there"']],
    [`a"b c"d`, ['ab cd']],
    [`'' ""`, ['', '']],
    ['a\\ b', ['a b']],
    ['"a\\"b" "a\\nb"', ['a"b', 'a\\nb']],
    ["it'\\''s", null],
    ['"open', null],
  ])('%j', (line, words) => {
    expect(splitWords(line)).toEqual(words)
  })

  test('undoes joinWords, whatever the words hold', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), (words) => {
        expect(splitWords(joinWords(words))).toEqual(words)
      }),
    )
  })

  test('a real shell reads the same words', () => {
    const printable = fc.stringMatching(/^[ -~]{0,12}$/)
    fc.assert(
      fc.property(fc.array(printable, { minLength: 1, maxLength: 6 }), (words) => {
        const out = execFileSync('sh', ['-c', `for w in ${joinWords(words)}; do printf '%s\\0' "$w"; done`], { encoding: 'utf8' })
        expect(out.split('\0').slice(0, -1)).toEqual(words)
      }),
      { numRuns: 40 },
    )
  })
})
