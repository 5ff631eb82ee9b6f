import { expect, it } from 'vitest'
import { type LogPattern, patternSource } from './log-pattern.ts'

const plain = { regex: false, matchCase: false, wholeWord: false }
const test = (pattern: LogPattern, text: string): boolean => {
  const { source, flags } = patternSource(pattern)
  return new RegExp(source, flags).test(text)
}

it.each<[Partial<LogPattern> & { text: string }, string, boolean]>([
  [{ text: 'a.b' }, 'a.b', true],
  [{ text: 'a.b' }, 'aXb', false],
  [{ text: 'error' }, 'ERROR', true],
  [{ text: 'error', matchCase: true }, 'ERROR', false],
  [{ text: 'ошибка' }, 'ОШИБКА', true],
  [{ text: 'cat', wholeWord: true }, 'a cat.', true],
  [{ text: 'cat', wholeWord: true }, 'concat', false],
  [{ text: 'кот', wholeWord: true }, 'котик', false],
  [{ text: 'по-русски', wholeWord: true }, 'непо-русски', false],
  [{ text: 'по-русски', wholeWord: true }, 'не по-русски', true],
  [{ text: 'a|b', regex: true, wholeWord: true }, 'xb', false],
  [{ text: 'a|b', regex: true, wholeWord: true }, 'x b', true],
  [{ text: '{"level"', regex: true }, '{"level":1}', true],
  [{ text: '[a-z-]+$', regex: true }, 'q', true],
])('%o on %s: %s', (pattern, text, expected) => {
  expect(test({ ...plain, ...pattern }, text)).toBe(expected)
})

it('an expression that is none is told, brackets of the word frame do not mend it', () => {
  expect(() => patternSource({ ...plain, regex: true, text: 'a)(b' })).toThrow(SyntaxError)
  expect(() => patternSource({ ...plain, regex: true, wholeWord: true, text: 'a)(?:b' })).toThrow(SyntaxError)
})
