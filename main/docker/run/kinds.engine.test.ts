import { describe, expect, test } from 'vitest'
import { ENGINE_KINDS, engineMissing, startEngine } from '../../../e2e/rig/engines.ts'
import { connectTestEngine } from '../lib/test-engine.ts'
import { run } from './index.ts'
import { testSpec } from './test-spec.ts'

const { signal } = new AbortController()
/** The shared engine of the other tests is a 20.10. */
for (const kind of ENGINE_KINDS.filter((one) => one !== 'docker-20.10')) {
  const missing = await engineMissing(kind)
  describe.skipIf(missing !== undefined)(missing === undefined ? kind : `${kind} cannot be had: ${missing}`, () => {
    test('takes the short name of an image, and names a name that is taken and an image that is not there', async () => {
      const sandbox = await startEngine({ kind, seed: ['alpine'] })
      const engine = await connectTestEngine(sandbox.host)
      const create = (image: string, name: string) =>
        run(() => engine, null).create({ spec: testSpec({ image, name, command: ['true'] }) }, signal)
      try {
        expect(await create('alpine:3.20', 'taken')).toMatchObject({ name: 'taken', warnings: [] })
        await expect(create('alpine:3.20', 'taken')).rejects.toMatchObject({ code: 'container.name-taken', params: { name: 'taken' } })
        await expect(create('no/such:image', '')).rejects.toMatchObject({ code: 'image.not-found' })
      } finally {
        engine.close()
        await sandbox.stop()
      }
    })
  })
}
