import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { docker, testHost, uniqueName } from '../../../e2e/rig/engine.ts'
import { createBackend } from '../../backend.ts'
import type { Engine } from '../engine.ts'
import { connectEngine } from '../engine-connect.ts'
import { startOf } from '../lib/processes.ts'
import { unixDial } from '../lib/test-engine.ts'
import { terminals } from './index.ts'
import { COPY_COMMENT } from './leftovers.ts'
import { ownerLabel } from './owner.ts'

const never = new AbortController().signal
let dataDir: string
const made: string[] = []
const engines: Engine[] = []

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'gantry-left-'))
})
afterAll(async () => {
  for (const engine of engines) engine.close()
  if (made.length > 0) await docker(testHost(), 'rm', '-f', ...made)
  await rm(dataDir, { recursive: true })
})

/** The same engine under any address. */
const connect = async (address: string): Promise<Engine> => {
  const engine = await connectEngine({ id: address, name: address, address, source: 'given' }, unixDial(testHost()), never)
  engines.push(engine)
  return engine
}
const stopped = async (): Promise<{ name: string; id: string }> => {
  const name = uniqueName('left')
  made.push(name)
  const id = (await docker(testHost(), 'create', '--name', name, 'alpine:3.20', 'true')).trim()
  return { name, id }
}
const exists = (kind: 'image' | 'container', id: string): Promise<boolean> =>
  docker(testHost(), kind, 'inspect', id).then(
    () => true,
    () => false,
  )
const copiesOf = (name: string): Promise<string> =>
  docker(testHost(), 'ps', '-a', '--no-trunc', '--format', '{{.ID}} {{.Image}}', '--filter', `label=dev.gantry.toolbox.of=${name}`)

it('what a copy leaves on a host that was left goes when that host is chosen again, and is looked for on no other', async () => {
  const target = await stopped()
  let now: Engine | null = await connect('unix:///one')
  const source = (): Engine => {
    if (now === null) throw new Error('none is connected')
    return now
  }
  const all = terminals(source, { dataDir, env: {}, home: dataDir })
  const open = () => all.handlers.open({ container: target.id, kind: 'copy', cols: 80, rows: 24 }, never)
  const [kept, lost] = [await open(), await open()]
  const copies = (await copiesOf(target.name)).trim().split('\n')
  const images = await Promise.all(
    copies.map(async (line) => (await docker(testHost(), 'inspect', '-f', '{{.Image}}', line.split(' ')[0] ?? '')).trim()),
  )
  expect(new Set(images).size).toBe(2)

  now.close()
  // As long as no engine is connected, asking for one throws.
  now = null
  await expect.poll(() => all.running().filter(({ id }) => id === kept.id || id === lost.id)).toEqual([])
  await all.handlers.close({ session: kept.id }, never)
  now = await connect('unix:///other')
  await all.met(now)
  // By themselves go only the containers, whose input ended.
  await expect.poll(() => copiesOf(target.name)).toBe('')
  for (const image of images) expect(await exists('image', image)).toBe(true)

  now = await connect('unix:///one')
  await all.met(now)
  for (const image of images) expect(await exists('image', image)).toBe(false)
  await all.close()
})

it('terminals of a host that is away are lost, and are no obstacle to leaving it', async () => {
  const name = uniqueName('away')
  made.push(name)
  const id = (await docker(testHost(), 'run', '-dit', '--name', name, 'alpine:3.20', 'sh')).trim()
  let now: Engine | null = await connect('unix:///away')
  const source = (): Engine => {
    if (now === null) throw new Error('none is connected')
    return now
  }
  const all = terminals(source, { dataDir, env: {}, home: dataDir })
  for (const kind of ['attach', 'shell'] as const) await all.handlers.open({ container: id, kind, cols: 80, rows: 24 }, never)
  const states = async () => {
    for await (const sessions of all.handlers.watch({}, never)) return sessions.map(({ now: { state } }) => state)
    return []
  }
  expect(await states()).toEqual(['live', 'live'])
  now.close()
  now = null
  await expect.poll(states).toEqual(['lost', 'lost'])
  await all.leave()
  await all.close()
})

it('what a crashed run left goes when the backend meets the engine, before any page asks', async () => {
  const target = await stopped()
  // Alive until all is made: a backend of another test that meets this engine must find nothing to take away.
  const owner = spawn('sleep', ['1000'])
  const [pid = 0] = [owner.pid]
  const dead = ownerLabel().replace(/\/\d+\/.*/, `/${String(pid)}/${startOf(pid)}`)
  const label = `LABEL dev.gantry.toolbox="${dead}"`
  const image = (await docker(testHost(), 'commit', '-m', COPY_COMMENT, '--change', label, target.name)).trim()
  const labels = ['--label', `dev.gantry.toolbox=${dead}`, '--label', `dev.gantry.toolbox.of=${target.name}`]
  const name = `copy-of-${target.name}`
  made.push(name)
  await docker(testHost(), 'run', '-d', '-i', '--rm', '--name', name, ...labels, '--entrypoint', 'cat', image)
  const gone = once(owner, 'exit')
  owner.kill()
  await gone
  const config = { version: '0', form: 'browser' as const, platform: process.platform, env: {}, home: dataDir, dataDir, host: testHost() }
  const backend = createBackend({ ...config, sandbox: null, confirmDanger: null })
  try {
    await expect.poll(() => exists('container', name), { timeout: 20_000 }).toBe(false)
    await expect.poll(() => exists('image', image), { timeout: 20_000 }).toBe(false)
    made.splice(made.indexOf(name), 1)
  } finally {
    await backend.close()
  }
})
