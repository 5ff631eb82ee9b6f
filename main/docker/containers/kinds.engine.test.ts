import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { engineApi } from '../../../e2e/rig/engine.ts'
import { ENGINE_KINDS, engineMissing, startEngine } from '../../../e2e/rig/engines.ts'
import type { Sandbox } from '../../sandbox/types.ts'
import type { Engine } from '../engine.ts'
import { connectTestEngine } from '../lib/test-engine.ts'
import { containerReader, containers } from './index.ts'

const { signal } = new AbortController()
const IMAGE = 'docker.io/library/alpine:3.20'

/** The shared engine of the other tests is a 20.10. */
for (const kind of ENGINE_KINDS.filter((one) => one !== 'docker-20.10')) {
  const missing = await engineMissing(kind)
  describe.skipIf(missing !== undefined)(missing === undefined ? kind : `${kind} cannot be had: ${missing}`, () => {
    let sandbox: Sandbox
    let engine: Engine
    const on = containers(() => engine)
    const row = async (id: string) => (await containerReader.read(engine, [id], signal))[0]
    const create = async (name: string, more: object = {}): Promise<string> => {
      const body = { Image: IMAGE, Cmd: ['sleep', '1000'], StopTimeout: 1, ...more }
      return ((await engineApi(sandbox.host).call('POST', `/containers/create?name=${name}`, body)) as { Id: string }).Id
    }
    const refused = (action: string, state: string) => ({ code: 'container.wrong-state', params: { action, state } })

    beforeAll(async () => {
      sandbox = await startEngine({ kind, seed: ['alpine'] })
      engine = await connectTestEngine(sandbox.host)
    })
    afterAll(async () => {
      engine.close()
      await sandbox.stop()
    })

    test('each verb does what it says, and is refused by name where the state does not allow it', async () => {
      const id = await create('verbs')
      expect(await row(id)).toMatchObject({ name: 'verbs', state: 'created', exitCode: null, command: 'sleep 1000' })
      await expect(on.pause({ id }, signal)).rejects.toMatchObject(refused('pause', 'created'))
      await on.start({ id }, signal)
      expect(await row(id)).toMatchObject({ state: 'running' })
      await on.pause({ id }, signal)
      expect(await row(id)).toMatchObject({ state: 'paused' })
      await expect(on.start({ id }, signal)).rejects.toMatchObject(refused('start', 'paused'))
      await on.unpause({ id }, signal)
      await expect(on.unpause({ id }, signal)).rejects.toMatchObject(refused('unpause', 'running'))
      await on.restart({ id }, signal)
      await expect(on.remove({ id, force: false, volumes: false }, signal)).rejects.toMatchObject(refused('remove', 'running'))
      await on.stop({ id }, signal)
      expect(await row(id)).toMatchObject({ state: 'exited', exitCode: 137 })
      await on.start({ id }, signal)
      await on.kill({ id }, signal)
      await engineApi(sandbox.host).call('POST', `/containers/${id}/wait`)
      expect(await row(id)).toMatchObject({ state: 'exited', exitCode: 137 })
      await on.remove({ id, force: false, volumes: true }, signal)
      expect(await row(id)).toBeUndefined()
    })

    test('a taken name and a taken port name their holder, a missing command itself', async () => {
      const port = {
        ExposedPorts: { '80/tcp': {} },
        HostConfig: { PortBindings: { '80/tcp': [{ HostIp: '127.0.0.1', HostPort: '28080' }] } },
      }
      const [holder, second] = [await create('holder', port), await create('second', port)]
      await on.start({ id: holder }, signal)
      expect((await row(holder))?.ports).toEqual([{ ip: '127.0.0.1', host: 28080, container: 80, protocol: 'tcp' }])
      await expect(on.start({ id: second }, signal)).rejects.toMatchObject({
        code: 'container.port-taken',
        params: { port: 28080, by: 'container', holder: 'holder', holderId: holder },
      })
      await expect(on.rename({ id: second, name: 'holder' }, signal)).rejects.toMatchObject({
        code: 'container.name-taken',
        params: { name: 'holder', holderId: holder },
      })
      await expect(on.start({ id: await create('broken', { Cmd: ['no-such-command'] }) }, signal)).rejects.toMatchObject({
        code: 'container.command-not-found',
        params: { command: 'no-such-command' },
      })
    })

    test('a busy container shows its core, and the memory it uses', async () => {
      const id = await create('busy', { Cmd: ['sh', '-c', 'while :; do :; done'] })
      await on.start({ id }, signal)
      // One reading of a busy machine may be far off; the middle of three is not.
      const seen: number[] = []
      for await (const [stats] of on.stats({ ids: [id], seconds: 1 }, signal)) {
        expect(stats?.memory).toBeGreaterThan(0)
        if (typeof stats?.cpu === 'number') seen.push(stats.cpu)
        if (seen.length === 3) break
      }
      const middle = seen.toSorted((a, b) => a - b)[1]
      expect(middle).toBeGreaterThan(5)
      expect(middle).toBeLessThan(160)
      await on.remove({ id, force: true, volumes: true }, signal)
    })
  })
}
