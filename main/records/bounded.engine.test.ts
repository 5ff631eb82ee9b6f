import { readdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { docker, testHost, uniqueName } from '../../e2e/rig/engine.ts'
import { recordsOf, TestApp } from '../../e2e/rig/records-app.ts'

const app = new TestApp()
const signal = () => new AbortController().signal
const MOST = 1_000_000
const LINES = 3000

/** Bytes of all files below a folder. */
async function onDisk(folder: string): Promise<number> {
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((one) => one.isFile())
  const sizes = await Promise.all(files.map(async (one) => (await stat(join(one.parentPath, one.name))).size))
  return sizes.reduce((sum, size) => sum + size, 0)
}

it('while limits that were lost wait to be confirmed, recording pauses where they are reached, deletes nothing, and goes on after', async () => {
  const name = uniqueName('rec')
  await app.start()
  await app.handlers.records.setLimits({ bytes: MOST, days: 30 }, signal())
  // Lines that no compression makes small.
  const say = `head -c 1500000 /dev/urandom | od -An -v -tx1 -w500 | tr -d ' '`
  await app.run(name, `echo first; while [ ! -e /more ]; do sleep 0.1; done; ${say}; sleep 600`)
  await app.record(name)
  await app.until((now) => recordsOf(now, name)[0]?.lines === 1)
  // Once more, so that the older copy has the rule as well.
  await app.handlers.records.setLimits({ bytes: MOST, days: 31 }, signal())
  await app.close()
  await writeFile(join(app.home, 'records.json'), '{"rules": [')

  await app.start()
  await app.until((now) => recordsOf(now, name)[0]?.state === 'recording')
  await docker(testHost(), 'exec', name, 'touch', '/more')
  const paused = await app.until(({ trouble }) => trouble?.kind === 'settings-lost' && trouble.paused)
  const [one] = recordsOf(paused, name)
  expect(one?.state).toBe('paused')
  expect(paused.bytes).toBeLessThanOrEqual(MOST)
  expect(paused.bytes).toBeGreaterThan(MOST / 2)
  expect(await onDisk(join(app.home, 'records'))).toBeLessThanOrEqual(MOST + 4096)
  expect(await app.saved(one?.id ?? '')).toMatch(/^first\n/)

  // A start changes nothing of it.
  await app.close()
  await app.start()
  await app.until(({ trouble }) => trouble?.kind === 'settings-lost' && trouble.paused)
  expect(await app.saved(one?.id ?? '')).toMatch(/^first\n/)

  await app.handlers.records.setLimits({ bytes: 20 * MOST, days: 30 }, signal())
  const after = await app.until((now) => recordsOf(now, name)[0]?.lines === LINES + 1)
  expect(after.trouble).toBeNull()
  expect(await app.saved(one?.id ?? '')).toBe(await docker(testHost(), 'logs', name))
}, 120_000)
