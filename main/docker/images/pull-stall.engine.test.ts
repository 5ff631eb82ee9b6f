import { afterAll, beforeAll, expect, test } from 'vitest'
import { startPrivateEngine } from '../../../e2e/rig/engine.ts'
import { startFaultProxy } from '../../../e2e/rig/fault-proxy.ts'
import type { Pull } from '../../../shared/contract/images.ts'
import { parseReference, type Reference, withDefaultTag } from '../../../shared/reference.ts'
import type { Sandbox } from '../../sandbox/types.ts'
import type { Engine } from '../engine.ts'
import { connectTestEngine } from '../lib/test-engine.ts'
import { createPulls, type Pulls } from './pulls.ts'

const anonymous = () => Promise.resolve({ header: undefined, problem: null })
let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startPrivateEngine({ seed: ['postgres'] })
})
afterAll(() => sandbox.stop())

const reference = (text: string): Reference => {
  const parsed = parseReference(text)
  if (parsed === null) throw new Error(`no reference: ${text}`)
  return withDefaultTag(parsed)
}
/** Reads until a word satisfies; the test's time limit is the only other end. */
async function until(pulls: Pulls, id: string, isIt: (pull: Pull) => boolean): Promise<Pull> {
  for await (const list of pulls.watch(new AbortController().signal)) {
    const pull = list.find((one) => one.id === id)
    if (pull !== undefined && isIt(pull)) return pull
  }
  throw new Error('the stream ended')
}

test.each(['hang', 'hang-after-headers'] as const)('a pull that stands still says so and can be cancelled: %s', async (kind) => {
  const proxy = await startFaultProxy(sandbox.host)
  const engine: Engine = await connectTestEngine(proxy.host)
  let ahead = 0
  const pulls = createPulls(
    () => engine,
    anonymous,
    () => Date.now() + ahead,
  )
  try {
    proxy.inject(/^POST \/images\/create/, { kind })
    const { id } = pulls.start(reference('postgres:17'))
    expect(await until(pulls, id, () => true)).toMatchObject({ state: 'running', stalled: 0, stage: 'asking' })
    ahead = 40_000
    expect((await until(pulls, id, ({ stalled }) => stalled > 0)).stalled).toBeGreaterThanOrEqual(40)
    pulls.cancel(id)
    expect(await until(pulls, id, ({ state }) => state !== 'running')).toMatchObject({ state: 'cancelled', error: null })
    await expect.poll(() => proxy.open).toBe(0)
  } finally {
    engine.close()
    await proxy.close()
  }
})

test('an engine that is killed under a pull ends it with its reason', async () => {
  await sandbox.limitRate(4_000_000)
  const engine = await connectTestEngine(sandbox.host)
  const pulls = createPulls(() => engine, anonymous)
  const { id } = pulls.start(reference('postgres:17'))
  await until(pulls, id, ({ received }) => received > 500_000)
  await sandbox.dockerd.kill('SIGKILL')
  expect(await until(pulls, id, ({ state }) => state !== 'running')).toMatchObject({ state: 'failed', error: { code: 'host.lost' } })
  engine.close()
})
