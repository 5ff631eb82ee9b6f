import { beforeEach, expect, it, vi } from 'vitest'
import type { Pull } from '../../shared/contract/images.ts'
import { contract } from '../../shared/contract/index.ts'
import { AppError } from '../../shared/errors.ts'
import { memoryPair } from '../../shared/rpc/memory.ts'
import { serve } from '../../shared/rpc/serve.ts'
import { speakOver } from '../api.ts'
import { takePulls, usePulls } from './store.ts'
import { testPull } from './test-pull.ts'
import { pullAndWait } from './wait.ts'

const word = (state: Pull['state'], more: Partial<Pull> = {}): Pull[] => [testPull({ id: 'p1', state, ...more })]
const codeOf = (waiting: Promise<void>): Promise<string> =>
  waiting.then(
    () => 'done',
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  )
let cancelled: unknown[] = []
beforeEach(() => {
  cancelled = []
  usePulls.setState({ pulls: [] })
  const [here, there] = memoryPair()
  const images = {
    pull: async () => ({ id: 'p1', reference: 'postgres:17' }),
    cancelPull: async (input: unknown) => void cancelled.push(input),
  }
  serve(contract, { images } as never, there)
  speakOver(here)
})

it('ends with the pull', async () => {
  const waiting = codeOf(pullAndWait('postgres:17', new AbortController().signal))
  takePulls(word('running'))
  takePulls(word('done'))
  expect(await waiting).toBe('done')
})

it('fails as the pull failed', async () => {
  takePulls(word('failed', { error: { code: 'engine.no-space', params: {}, detail: '' } }))
  expect(await codeOf(pullAndWait('postgres:17', new AbortController().signal))).toBe('engine.no-space')
})

it('is cancelled also while the backend was only being asked', async () => {
  const stop = new AbortController()
  const waiting = codeOf(pullAndWait('postgres:17', stop.signal))
  stop.abort()
  expect(await waiting).toBe('rpc.cancelled')
  await expect.poll(() => cancelled).toEqual([{ id: 'p1' }])
})

it('is told when a backend that was started anew knows nothing of it', async () => {
  takePulls(word('running'))
  const subscribe = vi.spyOn(usePulls, 'subscribe')
  const waiting = codeOf(pullAndWait('postgres:17', new AbortController().signal))
  await expect.poll(() => subscribe.mock.calls.length).toBe(1)
  takePulls([], true)
  expect(await waiting).toBe('rpc.disconnected')
})
