import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { docker, testHost, uniqueName } from '../../e2e/rig/engine.ts'
import { type Read, records as readLines } from '../../e2e/rig/logs.ts'
import type { RecordsState } from '../../shared/contract/records.ts'
import { Notice } from '../../shared/log-batch.ts'
import { type Backend, createBackend } from '../backend.ts'

let home = ''
let backend: Backend | null = null
const made = new Set<string>()
const mounts = new Set<string>()
const signal = () => new AbortController().signal

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'gantry-records-'))
})
afterEach(async () => {
  await backend?.close()
  backend = null
  for (const folder of mounts) execFileSync('umount', ['-l', folder])
  mounts.clear()
  await rm(home, { recursive: true, force: true })
  if (made.size > 0) await docker(testHost(), 'rm', '-fv', ...made)
  made.clear()
})

async function start(): Promise<Backend> {
  const none = { sandbox: null, confirmDanger: null }
  const env = { version: '0', form: 'browser' as const, platform: process.platform, env: {}, home, dataDir: home, host: testHost() }
  const made = createBackend({ ...env, ...none })
  backend = made
  for await (const patches of made.handlers.world.watch({}, signal()))
    if (patches.some((p) => p.t === 'connection' && p.connection.state === 'connected')) break
  return made
}
async function until(what: (state: RecordsState) => boolean): Promise<RecordsState> {
  const abort = new AbortController()
  const late = setTimeout(() => abort.abort(), 30_000)
  let last: RecordsState | null = null
  for await (const state of backend?.handlers.records.watch({}, abort.signal) ?? []) {
    last = state
    if (what(state)) {
      clearTimeout(late)
      abort.abort()
      return state
    }
  }
  throw new Error(`did not come; at last ${JSON.stringify(last)}`)
}
async function run(name: string, command: string): Promise<void> {
  made.add(name)
  await docker(testHost(), 'run', '-d', '--name', name, 'alpine:3.20', 'sh', '-c', command)
}
async function saved(id: string): Promise<string> {
  const parts: Uint8Array[] = []
  for await (const part of backend?.handlers.records.save({ id, stamps: false }, signal()) ?? []) parts.push(part)
  return Buffer.concat(parts).toString()
}
const record = (name: string) => backend?.handlers.records.record({ rule: { kind: 'container', name } }, signal())
const numbers = (count: number) => Array.from({ length: count }, (_, i) => `line ${String(i)}\n`).join('')
const COUNT = 'i=0; while :; do echo line $i; i=$((i+1)); sleep 0.01; done'
const of = (state: RecordsState, name: string) => state.records.filter((one) => one.name === name)

it('what was recorded is what the engine had, and stays when the container is removed or made again', async () => {
  const name = uniqueName('rec')
  await start()
  await run(name, `i=0; while [ $i -lt 3000 ]; do echo line $i; i=$((i+1)); done; head -c 40000 /dev/zero | tr '\\0' x; echo; sleep 600`)
  await record(name)
  const state = await until((now) => of(now, name)[0]?.lines === 3001)
  const [first] = of(state, name)
  expect(first?.state).toBe('recording')
  const logged = await docker(testHost(), 'logs', name)
  expect(await saved(first?.id ?? '')).toBe(logged)
  await docker(testHost(), 'rm', '-f', name)
  await until((now) => of(now, name)[0]?.state === 'removed')
  await run(name, 'echo second life; sleep 600')
  const again = await until((now) => of(now, name).some((one) => one.state === 'recording' && one.lines === 1))
  expect(
    of(again, name)
      .map((one) => one.state)
      .sort(),
  ).toEqual(['recording', 'removed'])
  expect(await saved(first?.id ?? '')).toBe(logged)
  await backend?.handlers.records.remove({ ids: [first?.id ?? ''] }, signal())
  await until((now) => of(now, name).length === 1)
})

it('goes on after a restart of the app at the last recorded line: nothing lost, nothing doubled', async () => {
  const name = uniqueName('rec')
  await start()
  await run(name, COUNT)
  await record(name)
  await until((now) => (of(now, name)[0]?.lines ?? 0) > 20)
  for (let round = 0; round < 3; round++) {
    const before = of(await until(() => true), name)[0]?.lines ?? 0
    await backend?.close()
    await start()
    await until((now) => (of(now, name)[0]?.lines ?? 0) > before + 50)
  }
  const [one] = of(await until(() => true), name)
  const text = await saved(one?.id ?? '')
  expect(text).toBe(numbers(text.split('\n').length - 1))
})

it('says where the engine had dropped lines while nobody recorded them', async () => {
  const name = uniqueName('rec')
  await start()
  made.add(name)
  const bounded = ['--log-opt', 'max-size=8k', '--log-opt', 'max-file=1']
  const says =
    'echo first; while [ ! -e /go ]; do sleep 0.1; done; i=0; while [ $i -lt 2000 ]; do echo line $i; i=$((i+1)); done; sleep 600'
  await docker(testHost(), 'run', '-d', '--name', name, '--log-driver', 'json-file', ...bounded, 'alpine:3.20', 'sh', '-c', says)
  await record(name)
  await until((now) => of(now, name)[0]?.lines === 1)
  await backend?.close()
  await docker(testHost(), 'exec', name, 'touch', '/go')
  await expect.poll(() => docker(testHost(), 'logs', '--tail', '1', name), { timeout: 20_000 }).toBe('line 1999\n')
  await start()
  const [one] = of(await until((now) => (of(now, name)[0]?.lines ?? 0) > 1), name)
  const all: Read[] = []
  for await (const batch of backend?.handlers.records.read({ id: one?.id ?? '' }, signal()) ?? []) all.push(...readLines(batch))
  expect(all.slice(0, 2).map(({ notice, text }) => notice ?? text)).toEqual(['first', Notice.gap])
  expect(all.findLast(({ notice }) => notice === null)?.text).toBe('line 1999')
  expect(all.filter(({ notice }) => notice === Notice.gap)).toHaveLength(1)
})

it('follows whom a project gets later, and stops on asking', async () => {
  const project = uniqueName('shop')
  await start()
  const rule = { kind: 'project' as const, project }
  await backend?.handlers.records.record({ rule }, signal())
  const name = `${project}-api-1`
  made.add(name)
  const label = `com.docker.compose.project=${project}`
  await docker(testHost(), 'run', '-d', '--name', name, '--label', label, 'alpine:3.20', 'sh', '-c', COUNT)
  const state = await until((now) => (of(now, name)[0]?.lines ?? 0) > 10)
  expect(state.rules).toEqual([rule])
  await backend?.handlers.records.stop({ rule }, signal())
  const stopped = await until((now) => of(now, name)[0]?.state === 'kept')
  expect(stopped.rules).toEqual([])
})

it('a full disk is a notice; once there is room, the recording is whole', async () => {
  const folder = join(home, 'records')
  await mkdir(folder)
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', folder])
  mounts.add(folder)
  const ballast = join(folder, 'ballast')
  await writeFile(ballast, Buffer.alloc(256 * 1024 - 16 * 1024))
  const name = uniqueName('rec')
  await start()
  await run(name, `${'i=0; while [ $i -lt 20000 ]; do echo line $i; i=$((i+1)); done'}; sleep 600`)
  await record(name)
  const state = await until((now) => now.trouble?.kind === 'unwritable')
  expect(state.trouble).toEqual({ kind: 'unwritable', code: 'ENOSPC' })
  await rm(ballast)
  const [one] = of(await until((now) => of(now, name)[0]?.lines === 20_000 && now.trouble === null), name)
  expect(await saved(one?.id ?? '')).toBe(numbers(20_000))
})

it('a read-only folder is a notice, and everything else goes on', async () => {
  const folder = join(home, 'records')
  await mkdir(folder)
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'ro', 'tmpfs', folder])
  mounts.add(folder)
  const name = uniqueName('rec')
  await start()
  await run(name, COUNT)
  await record(name)
  expect((await until((now) => now.trouble !== null)).trouble).toEqual({ kind: 'unwritable', code: 'EROFS' })
  execFileSync('mount', ['-o', 'remount,rw', folder])
  await until((now) => (of(now, name)[0]?.lines ?? 0) > 10 && now.trouble === null)
})
