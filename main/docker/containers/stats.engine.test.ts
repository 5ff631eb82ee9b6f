import { afterAll, beforeAll, expect, test } from 'vitest'
import { docker, testHost } from '../../../e2e/rig/engine.ts'
import type { ContainerStats } from '../../../shared/contract/containers.ts'
import type { Engine } from '../engine.ts'
import { connectTestEngine } from '../lib/test-engine.ts'
import { sample } from './stats.ts'

let engine: Engine
let busy: string
let idle: string

beforeAll(async () => {
  engine = await connectTestEngine(testHost())
  busy = (await docker(testHost(), 'run', '-d', '-m', '64m', 'alpine:3.20', 'sh', '-c', 'while :; do :; done')).trim()
  idle = (await docker(testHost(), 'run', '-d', 'alpine:3.20', 'sleep', '1000')).trim()
})
afterAll(async () => {
  await docker(testHost(), 'rm', '-f', busy, idle).catch(() => undefined)
  engine.close()
})

const of = (samples: ContainerStats[], id: string) => samples.find((s) => s.id === id)

test('a busy container shows its core, an idle one none; a stopped one is left out; the stream ends when all are gone', async () => {
  const abort = new AbortController()
  const stream = sample(engine, [busy, idle], 1, abort.signal)
  const take = async () => {
    const step = await stream.next()
    return step.done === true ? null : step.value
  }
  const first = await take()
  expect(of(first ?? [], busy)).toMatchObject({ cpu: null, memoryLimit: 64 << 20 })
  // How much of a core it gets is the machine's to say; an idle one gets next to none. One reading of a busy machine may be far off.
  let second = (await take()) ?? []
  const isTrue = () => {
    const [loud, quiet] = [of(second, busy)?.cpu ?? 0, of(second, idle)?.cpu ?? 100]
    return loud > 5 && loud < 150 && quiet < 5
  }
  for (let readings = 1; readings < 5 && !isTrue(); readings++) second = (await take()) ?? []
  expect(isTrue(), JSON.stringify(second)).toBe(true)
  expect(of(second, idle)?.memory ?? 0).toBeGreaterThan(0)
  await docker(testHost(), 'kill', busy)
  const third = (await take()) ?? []
  expect(third.map((s) => s.id)).toEqual([idle])
  await docker(testHost(), 'rm', '-f', busy, idle)
  expect((await take()) ?? []).toEqual([])
  expect(await take()).toBeNull()
})

test('an aborted stream ends without another request', async () => {
  const abort = new AbortController()
  const stream = sample(engine, ['d'.repeat(64)], 1, abort.signal)
  abort.abort()
  await expect(stream.next()).rejects.toMatchObject({ code: 'rpc.cancelled' })
})
