import { expect, test } from 'vitest'
import { dangerGate } from './danger-gate.ts'
import { wordsFor } from './words.ts'

const DANGERS = [{ why: 'privileged' as const, what: '--privileged' }]
const exec = { action: 'exec' as const, container: 'web', image: '', command: 'sh -c \u202eid' }

test('it says what would be done, on what, and why that is dangerous', async () => {
  const asked: string[][] = []
  const confirm = dangerGate(wordsFor('en'), 'en', (...words) => Promise.resolve(asked.push(words) > 0))
  expect(await confirm(DANGERS, exec)).toBe(true)
  const [[message, detail, agree] = []] = asked
  expect([message, agree]).toEqual(['This command could take over the computer', 'Run It Anyway'])
  expect(detail).toMatch(/^Container: web\nCommand: sh -c ⟨U\+202E⟩id\n\n.*:\n\n• {2}Privileged mode/)
  expect(detail).not.toContain('Image')
  for (const locale of ['en', 'ru'])
    for (const action of ['create', 'toolbox', 'copy'] as const) {
      const gate = dangerGate(wordsFor(locale), locale, (...words) => Promise.resolve(asked.push(words) > 0))
      await gate(DANGERS, { action, container: 'web', image: 'alpine', command: '' })
    }
  expect(new Set(asked.map(([title]) => title)).size).toBe(7)
})

test('one question at a time, and the next is asked once that is answered', async () => {
  const answers: ((yes: boolean) => void)[] = []
  const confirm = dangerGate(wordsFor('ru'), 'ru', () => new Promise((resolve) => answers.push(resolve)))
  const first = confirm(DANGERS, exec)
  for (let more = 100; more > 0; more--) expect(await confirm(DANGERS, { ...exec, container: 'other' })).toBe(false)
  expect(answers).toHaveLength(1)
  answers[0]?.(true)
  expect(await first).toBe(true)
  const next = confirm(DANGERS, exec)
  answers[1]?.(false)
  expect(await next).toBe(false)
})
