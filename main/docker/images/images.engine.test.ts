import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { engineApi } from '../../../e2e/rig/engine.ts'
import { ENGINE_KINDS, engineMissing, startEngine } from '../../../e2e/rig/engines.ts'
import type { Sandbox } from '../../sandbox/types.ts'
import type { Engine } from '../engine.ts'
import { imageReader, images } from '../images.ts'
import { connectTestEngine } from '../lib/test-engine.ts'
import { splitHost } from './test-names.ts'

const { signal } = new AbortController()
const anonymous = () => Promise.resolve({ header: undefined, problem: null })

for (const kind of ENGINE_KINDS) {
  const missing = await engineMissing(kind)
  describe.skipIf(missing !== undefined)(missing === undefined ? kind : `${kind} cannot be had: ${missing}`, () => {
    let sandbox: Sandbox
    let engine: Engine
    const on = images(() => engine, anonymous).handlers
    const api = () => engineApi(sandbox.host)
    /** The image of this name as the watcher would hold it, layers read. */
    const read = async (name: string) => {
      const found = (await imageReader.list(engine, signal)).find(({ tags }) => tags.some((tag) => splitHost(tag) === name))
      return found === undefined ? undefined : (await imageReader.read(engine, [found.id], signal))[0]
    }
    const get = async (name: string) => {
      const image = await read(name)
      if (image === undefined) throw new Error(`no image ${name}`)
      return image
    }
    const create = async (Image: string) =>
      ((await api().call('POST', '/containers/create', { Image, Cmd: ['sleep', '600'] })) as { Id: string }).Id

    beforeAll(async () => {
      sandbox = await startEngine({ kind, seed: ['alpine', 'web', 'api', 'worker', 'noshell', 'hello-world'] })
      engine = await connectTestEngine(sandbox.host)
    })
    afterAll(async () => {
      engine.close()
      await sandbox.stop()
    })

    test('lists names, digests, sizes and ages; layers follow by read, base first', async () => {
      const list = await imageReader.list(engine, signal)
      expect(list.length).toBeGreaterThanOrEqual(5)
      for (const { id, size, created } of list) {
        expect(id).toMatch(/^sha256:[a-f0-9]{64}$/)
        expect(size).toBeGreaterThan(0)
        expect(created).toBeGreaterThan(1_700_000_000)
      }
      const alpine = await get('alpine:3.20')
      const apiImage = await get('gantry/api:1.4.2')
      expect(alpine.digests.join()).toContain('alpine@sha256:')
      expect(alpine.layers).toHaveLength(1)
      expect(apiImage.layers?.slice(0, 1)).toEqual(alpine.layers)
      expect(imageReader.unfinished?.(await imageReader.list(engine, signal)).includes(apiImage.id)).toBe(false)
      expect(apiImage.size).toBe((await imageReader.list(engine, signal)).find(({ id }) => id === apiImage.id)?.size)
    })

    test('history reads like a Dockerfile, a child begins as its base does', async () => {
      const base = await on.history({ id: (await get('alpine:3.20')).id }, signal)
      const child = await on.history({ id: (await get('gantry/api:1.4.2')).id }, signal)
      expect(base.map(({ instruction }) => instruction)).toEqual(['COPY rootfs /', 'CMD ["/bin/sh"]'])
      expect(child.slice(0, base.length)).toEqual(base)
      expect(child.find(({ instruction }) => instruction.includes('node_modules'))?.size).toBeGreaterThan(1_000)
    })

    test('tags, untags and removes; what is gone is missing, an untagged one is normalised', async () => {
      const { id } = await get('gantry/noshell:latest')
      await on.tag({ id, reference: 'team/app' }, signal)
      expect((await get('gantry/noshell:latest')).tags.map(splitHost).sort()).toEqual(['gantry/noshell:latest', 'team/app:latest'])
      expect(await on.remove({ id, reference: 'team/app:latest', force: false }, signal)).toMatchObject({ deleted: [] })
      expect((await get('gantry/noshell:latest')).tags.map(splitHost)).toEqual(['gantry/noshell:latest'])
      const { deleted } = await on.remove({ id, reference: (await get('gantry/noshell:latest')).tags[0] ?? '', force: false }, signal)
      expect(deleted.join()).toContain(id.slice(7))
      expect(await imageReader.read(engine, [id], signal)).toEqual([])
    })

    test('a name that moves leaves an image behind without any', async () => {
      const web = await get('gantry/web:1.27')
      const worker = await get('gantry/worker:dev')
      await on.tag({ id: web.id, reference: 'moving:1' }, signal)
      await on.tag({ id: worker.id, reference: 'moving:1' }, signal)
      expect((await get('gantry/web:1.27')).tags.map(splitHost)).not.toContain('moving:1')
      expect((await get('gantry/worker:dev')).tags.map(splitHost)).toContain('moving:1')
    })

    test('names what blocks a removal', async () => {
      const { id, tags } = await get('gantry/worker:dev')
      for (const tag of tags.slice(1)) await on.remove({ id, reference: tag, force: false }, signal)
      const [reference = ''] = tags
      const container = await create(reference)
      await expect(on.remove({ id, reference, force: false }, signal)).rejects.toMatchObject({
        code: 'image.in-use',
        params: { blocker: 'container', forcible: kind !== 'podman-4.3' },
        detail: expect.stringContaining(container.slice(0, 12)) as string,
      })
      if (kind === 'podman-4.3') {
        // Its force would take the container along.
        await expect(on.remove({ id, reference, force: true }, signal)).rejects.toMatchObject({ code: 'image.in-use' })
        await api().call('GET', `/containers/${container}/json`)
      }
      await api().call('DELETE', `/containers/${container}?force=1`)
      await on.remove({ id, reference, force: false }, signal)
      expect(await imageReader.read(engine, [id], signal)).toEqual([])
    })

    test('pulls, says so, and finds nothing newer', async () => {
      const states: string[] = []
      const { id } = await on.pull({ reference: 'hello-world' }, signal)
      for await (const pulls of on.pulls({}, signal)) {
        const pull = pulls.find((one) => one.id === id)
        states.push(pull?.state ?? 'unknown')
        expect(pull?.error).toBeNull()
        if (pull?.state === 'done') break
      }
      expect(states.at(-1)).toBe('done')
      expect((await get('hello-world:latest')).layers).toHaveLength(1)
    })

    test('inspect, and words of what is not there', async () => {
      const { id } = await get('alpine:3.20')
      expect(await on.inspect({ id }, signal)).toMatchObject({ Os: 'linux' })
      const nobody = `sha256:${'0'.repeat(64)}`
      await expect(on.inspect({ id: nobody }, signal)).rejects.toMatchObject({ code: 'image.not-found' })
      await expect(on.history({ id: nobody }, signal)).rejects.toMatchObject({ code: 'image.not-found' })
      await expect(on.tag({ id: nobody, reference: 'a:1' }, signal)).rejects.toMatchObject({ code: 'image.not-found' })
      await expect(on.tag({ id, reference: 'Not A Name' }, signal)).rejects.toMatchObject({ code: 'image.bad-reference' })
    })
  })
}
