import { Duplex } from 'node:stream'
import { expect, it } from 'vitest'
import { AppError, appError } from '../../../shared/errors.ts'
import type { Engine, EngineRequest } from '../engine.ts'
import { look } from './look.ts'

/** An engine whose exec says `loud` and closes at the first key; `inspect` answers whether it runs. */
function engineOf(inspect: () => unknown): Engine {
  const call = async ({ path }: EngineRequest) => (path.endsWith('/json') ? inspect() : { Id: 'one' })
  const hijack = async () => {
    const stream = new Duplex({ read: () => undefined, write: () => void stream.destroy() })
    stream.push('loud')
    return stream
  }
  return { call, hijack } as unknown as Engine
}

const said = (inspect: () => unknown) => look(engineOf(inspect), 'box', ['sh'], AbortSignal.abort())

it('what has ended by the keys is not looked after any longer', async () => {
  expect((await said(() => ({ Running: false, ExitCode: 130 }))).stuck).toBeNull()
  expect(
    (
      await said(() => {
        throw appError('engine.not-found')
      })
    ).stuck,
  ).toBeNull()
})

it('what runs on is told, and what the engine cannot tell of is taken for that', async () => {
  expect((await said(() => ({ Running: true, ExitCode: null }))).stuck).toMatchObject({ exec: 'one' })
  const unknown = await said(() => {
    throw new AppError('engine.timeout')
  })
  expect(unknown.stuck).toMatchObject({ exec: 'one' })
})
