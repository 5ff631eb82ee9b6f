import { expect, it } from 'vitest'
import type { Session } from '../../shared/contract/terminal.ts'
import { quitGate } from './quit-gate.ts'

const session = (name: string): Session => ({
  id: 'a'.repeat(32),
  container: { id: 'c'.repeat(64), name },
  kind: 'shell',
  program: 'bash',
  tty: true,
  readOnly: false,
  detachKeys: null,
  since: 0,
  toolbox: null,
  now: { state: 'live' },
})

function gate(sessions: Session[], answers: boolean[]) {
  const seen = { asked: [] as string[][], quits: 0, stays: 0, prevented: 0 }
  const before = quitGate({
    running: () => sessions,
    ask: (lines) => {
      seen.asked.push(lines)
      return Promise.resolve(answers.shift() ?? false)
    },
    quit: () => void seen.quits++,
    stay: () => void seen.stays++,
  })
  return { seen, quit: () => before({ preventDefault: () => void seen.prevented++ }) }
}
const settled = () => new Promise((resolve) => setImmediate(resolve))

it('quits at once where nothing runs', () => {
  const { seen, quit } = gate([], [])
  quit()
  expect(seen).toEqual({ asked: [], quits: 0, stays: 0, prevented: 0 })
})

it('names what runs, stays after a no, and asks again', async () => {
  const { seen, quit } = gate([session('web'), session('db')], [false, true])
  quit()
  quit()
  await settled()
  expect(seen).toEqual({ asked: [['web · bash', 'db · bash']], quits: 0, stays: 1, prevented: 2 })
  quit()
  await settled()
  expect(seen).toMatchObject({ quits: 1, stays: 1, prevented: 3 })
  quit() // the one it asked for itself
  expect(seen.prevented).toBe(3)
})

it('names only as many as a screen holds', async () => {
  const { seen, quit } = gate(
    Array.from({ length: 20 }, (_, i) => session(`c${String(i)}`)),
    [true],
  )
  quit()
  await settled()
  expect(seen.asked[0]).toHaveLength(9)
  expect(seen.asked[0]?.at(-1)).toBe('+ 12')
})
