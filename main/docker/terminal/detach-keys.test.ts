import { expect, it } from 'vitest'
import { DetachWatch } from './detach-keys.ts'

const typed = (keys: string, ...texts: string[]): string => {
  const watch = new DetachWatch(keys)
  let all = ''
  for (const text of texts) {
    const { pass, detached } = watch.take(text)
    all += pass
    if (detached) return `${all}|`
  }
  return all
}

it('finds the keys in one piece or in many, and passes on what came before', () => {
  expect(typed('ctrl-],ctrl-]', 'ls\r', '\x1d\x1d', 'no more')).toBe('ls\r|')
  expect(typed('ctrl-],ctrl-]', 'ls\x1d', '\x1dx')).toBe('ls|')
  expect(typed('ctrl-p,q', '\x10', 'q')).toBe('|')
  expect(typed('ctrl-@,ctrl-_,ctrl-\\', '\0\x1f\x1c')).toBe('|')
  expect(typed('q', 'quit')).toBe('|')
})

it('holds back the first keys only until it is clear that they are none', () => {
  expect(typed('ctrl-p,q', 'a\x10')).toBe('a')
  expect(typed('ctrl-p,q', 'a\x10', '\x1b[A')).toBe('a\x10\x1b[A')
  expect(typed('ctrl-p,q', '\x10\x10', 'q')).toBe('\x10|')
  expect(typed('a,b,c', 'ababc')).toBe('ab|')
  expect(typed('ctrl-x,y', 'привет 漢字 😀\x18')).toBe('привет 漢字 😀')
})
