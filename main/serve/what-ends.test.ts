import { expect, it } from 'vitest'
import { whatEnds } from './what-ends.ts'

it('says what ends with us, and nothing where nothing does', () => {
  expect(whatEnds({ terminals: [], pulls: [] })).toBe('')
  expect(whatEnds({ terminals: [{ container: 'dev', program: 'bash' }], pulls: ['busybox:latest'] })).toBe(
    'Ending with Gantry: 1 terminal (bash in dev).\nEnding with Gantry: 1 pull (busybox:latest).',
  )
})

it('says which recordings wait for the next start', () => {
  expect(whatEnds({ terminals: [], pulls: [] }, ['dev · bash'])).toBe('Kept for the next start: 1 recording (dev · bash).')
})

it('counts what is too much to name, and lets no name act on the terminal', () => {
  const terminals = Array.from({ length: 12 }, (_, at) => ({ container: `c${String(at)}`, program: '\x1b[2Jsh' }))
  const text = whatEnds({ terminals, pulls: [] })
  expect(text).toContain('12 terminals (?[2Jsh in c0,')
  expect(text).toContain('?[2Jsh in c9 and 2 more).')
})
