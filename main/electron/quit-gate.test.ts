import { expect, it } from 'vitest'
import type { Unfinished } from '../../shared/contract/hosts.ts'
import { type QuitQuestion, quitGate } from './quit-gate.ts'

const shell = (container: string) => ({ container, program: 'bash' })

function gate(terminals: Unfinished['terminals'], answers: boolean[], pulls: string[] = [], unsaved: string[] = []) {
  const seen = { asked: [] as QuitQuestion[], quits: 0, stays: 0, prevented: 0 }
  const before = quitGate({
    unfinished: () => ({ terminals, pulls }),
    unsaved: () => unsaved,
    ask: (question) => {
      seen.asked.push(question)
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
  const { seen, quit } = gate([shell('web'), shell('db')], [false, true])
  quit()
  quit()
  await settled()
  expect(seen).toEqual({ asked: [{ ends: ['web · bash', 'db · bash'], unsaved: [] }], quits: 0, stays: 1, prevented: 2 })
  quit()
  await settled()
  expect(seen).toMatchObject({ quits: 1, stays: 1, prevented: 3 })
  quit() // the one it asked for itself
  expect(seen.prevented).toBe(3)
})

it('names only as many as a screen holds', async () => {
  const { seen, quit } = gate(
    Array.from({ length: 20 }, (_, i) => shell(`c${String(i)}`)),
    [true],
  )
  quit()
  await settled()
  expect(seen.asked[0]?.ends).toHaveLength(9)
  expect(seen.asked[0]?.ends.at(-1)).toBe('+ 12')
})

it('asks for the sake of a pull as well', async () => {
  const { seen, quit } = gate([], [true], ['postgres:17'])
  quit()
  await settled()
  expect(seen).toMatchObject({ asked: [{ ends: ['docker pull postgres:17'], unsaved: [] }], quits: 1 })
})

it('asks for the sake of a recording that is not saved, apart from what ends', async () => {
  const { seen, quit } = gate([shell('web')], [true], [], ['web · bash'])
  quit()
  await settled()
  expect(seen).toMatchObject({ asked: [{ ends: ['web · bash'], unsaved: ['web · bash'] }], quits: 1 })
})
