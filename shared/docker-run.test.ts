import { expect, test } from 'vitest'
import type { RunSpec } from './contract/run.ts'
import { dockerRunLine } from './docker-run.ts'
import { MASK } from './secrets.ts'

const spec = (env: RunSpec['env']): RunSpec => ({
  ...{ image: 'shop/api', name: '', command: [], entrypoint: [], interactive: false, detached: true, remove: false },
  ...{ ports: [], mounts: [], env, restart: 'no', maxRetries: 0 },
})
const masked = (name: string, value: string): string => dockerRunLine(spec([{ name, value }]), () => MASK)

test.each([
  ['DB_PASSWORD', 'hunter2'],
  ['DATABASE_URL', 'postgres://shop:hunter2@db/shop'],
  ['CERT', '-----BEGIN PRIVATE KEY-----\nhunter2'],
])('what a preview shows of %s=%s holds no secret (T17)', (name, value) => {
  expect(masked(name, value)).toContain(`${name}=${MASK}`)
  expect(masked(name, value)).not.toContain('hunter2')
  expect(dockerRunLine(spec([{ name, value }]))).toContain('hunter2')
})

test('what is none is shown', () => {
  expect(masked('TZ', 'UTC')).toBe('docker run -d -e TZ=UTC shop/api')
})
