import { afterEach, expect, test, vi } from 'vitest'
import type { Container } from '../../../shared/contract/containers.ts'
import { applyPatches } from '../../world/entities.ts'
import { work, workingOn } from './working.ts'

const ID = 'a'.repeat(64)
const put = (status: string) => applyPatches([{ t: 'put', noun: 'containers', items: [{ id: ID, status } as Container], at: 1 }])
const settled = (promise: Promise<unknown>) =>
  Promise.race([
    promise.then(
      () => 'done',
      () => 'failed',
    ),
    Promise.resolve().then(() => Promise.resolve('open')),
  ])

afterEach(() => vi.useRealTimers())

test('a row is worked on until its patch has arrived', async () => {
  put('Up')
  let answer = () => {}
  const done = work(
    ID,
    'stop',
    () =>
      new Promise((resolve) => {
        answer = resolve
      }),
  )
  expect(workingOn(ID)).toBe('stop')
  answer()
  expect(await settled(done)).toBe('open')
  expect(workingOn(ID)).toBe('stop')
  put('Exited (0)')
  await done
  expect(workingOn(ID)).toBeUndefined()
})

test('a patch that came before the answer counts', async () => {
  put('Up')
  await work(ID, 'stop', async () => put('Exited (0)'))
  expect(workingOn(ID)).toBeUndefined()
})

test('a removed row is done', async () => {
  put('Up')
  await work(ID, 'remove', async () => applyPatches([{ t: 'drop', noun: 'containers', ids: [ID], at: 2 }]))
  expect(workingOn(ID)).toBeUndefined()
})

test('a failure clears it and is passed on', async () => {
  put('Up')
  await expect(work(ID, 'kill', () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(workingOn(ID)).toBeUndefined()
})

test('what changed nothing sends no patch and ends by itself', async () => {
  vi.useFakeTimers()
  put('Up')
  const done = work(ID, 'start', () => Promise.resolve())
  await vi.advanceTimersByTimeAsync(1999)
  expect(workingOn(ID)).toBe('start')
  await vi.advanceTimersByTimeAsync(2)
  await done
  expect(workingOn(ID)).toBeUndefined()
})
