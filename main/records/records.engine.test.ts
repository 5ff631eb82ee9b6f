import { execFileSync } from 'node:child_process'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { docker, testHost, uniqueName } from '../../e2e/rig/engine.ts'
import { records as readLines } from '../../e2e/rig/logs.ts'
import { recordsOf as of, TestApp } from '../../e2e/rig/records-app.ts'
import type { RecordsState } from '../../shared/contract/records.ts'
import { Notice } from '../../shared/log-batch.ts'

const app = new TestApp()
const signal = () => new AbortController().signal
const numbers = (count: number) => Array.from({ length: count }, (_, i) => `line ${String(i)}\n`).join('')
const COUNT = 'i=0; while :; do echo line $i; i=$((i+1)); sleep 0.01; done'

it('what was recorded is what the engine had, and stays when the container is removed or made again', async () => {
  const name = uniqueName('rec')
  await app.start()
  await app.run(
    name,
    `i=0; while [ $i -lt 3000 ]; do echo line $i; i=$((i+1)); done; head -c 40000 /dev/zero | tr '\\0' x; echo; sleep 600`,
  )
  await app.record(name)
  const state = await app.until((now) => of(now, name)[0]?.lines === 3001)
  const [first] = of(state, name)
  expect(first?.state).toBe('recording')
  const logged = await docker(testHost(), 'logs', name)
  expect(await app.saved(first?.id ?? '')).toBe(logged)
  await docker(testHost(), 'rm', '-f', name)
  await app.until((now) => of(now, name)[0]?.state === 'removed')
  await app.run(name, 'echo second life; sleep 600')
  const again = await app.until((now) => of(now, name).some((one) => one.state === 'recording' && one.lines === 1))
  expect(
    of(again, name)
      .map((one) => one.state)
      .sort(),
  ).toEqual(['recording', 'removed'])
  expect(await app.saved(first?.id ?? '')).toBe(logged)
  await app.handlers.records.remove({ ids: [first?.id ?? ''] }, signal())
  await app.until((now) => of(now, name).length === 1)
})

it('goes on after a restart of the app at the last recorded line: nothing lost, nothing doubled', async () => {
  const name = uniqueName('rec')
  await app.start()
  await app.run(name, COUNT)
  await app.record(name)
  await app.until((now) => (of(now, name)[0]?.lines ?? 0) > 20)
  for (let round = 0; round < 3; round++) {
    const before = of(await app.until(() => true), name)[0]?.lines ?? 0
    await app.close()
    await app.start()
    await app.until((now) => (of(now, name)[0]?.lines ?? 0) > before + 50)
  }
  const [one] = of(await app.until(() => true), name)
  const text = await app.saved(one?.id ?? '')
  expect(text).toBe(numbers(text.split('\n').length - 1))
})

it('says where the engine had dropped lines while nobody recorded them', async () => {
  const name = uniqueName('rec')
  await app.start()
  app.made.add(name)
  const bounded = ['--log-opt', 'max-size=8k', '--log-opt', 'max-file=1']
  const says =
    'echo first; while [ ! -e /go ]; do sleep 0.1; done; i=0; while [ $i -lt 2000 ]; do echo line $i; i=$((i+1)); done; sleep 600'
  await docker(testHost(), 'run', '-d', '--name', name, '--log-driver', 'json-file', ...bounded, 'alpine:3.20', 'sh', '-c', says)
  await app.record(name)
  await app.until((now) => of(now, name)[0]?.lines === 1)
  await app.close()
  await docker(testHost(), 'exec', name, 'touch', '/go')
  await expect.poll(() => docker(testHost(), 'logs', '--tail', '1', name), { timeout: 20_000 }).toBe('line 1999\n')
  await app.start()
  const [one] = of(await app.until((now) => (of(now, name)[0]?.lines ?? 0) > 1), name)
  const all = (await app.batches(one?.id ?? '')).flatMap((batch) => readLines(batch))
  expect(all.slice(0, 2).map(({ notice, text }) => notice ?? text)).toEqual(['first', Notice.gap])
  expect(all.findLast(({ notice }) => notice === null)?.text).toBe('line 1999')
  expect(all.filter(({ notice }) => notice === Notice.gap)).toHaveLength(1)
})

it('follows whom a project gets later, and stops on asking', async () => {
  const project = uniqueName('shop')
  await app.start()
  const rule = { kind: 'project' as const, project }
  await app.handlers.records.record({ rule }, signal())
  const name = `${project}-api-1`
  app.made.add(name)
  const label = `com.docker.compose.project=${project}`
  await docker(testHost(), 'run', '-d', '--name', name, '--label', label, 'alpine:3.20', 'sh', '-c', COUNT)
  const state = await app.until((now) => (of(now, name)[0]?.lines ?? 0) > 10)
  expect(state.rules).toEqual([rule])
  await app.handlers.records.stop({ rule }, signal())
  const stopped = await app.until((now) => of(now, name)[0]?.state === 'kept')
  expect(stopped.rules).toEqual([])
})

it('one that is renamed stays recorded under the name it had, also after a restart, and so is who gets that name', async () => {
  const name = uniqueName('rec')
  await app.start()
  await app.run(name, COUNT)
  await app.record(name)
  const [old] = of(await app.until((now) => (of(now, name)[0]?.lines ?? 0) > 10), name)
  await docker(testHost(), 'rename', name, `${name}-old`)
  app.made.add(`${name}-old`)
  await app.run(name, COUNT)
  const lines = (now: RecordsState) => now.records.find(({ id }) => id === old?.id)?.lines ?? 0
  const both = (now: RecordsState) => of(now, name).filter(({ state, lines: had }) => state === 'recording' && had > 10).length === 2
  const before = lines(await app.until(both))
  await app.close()
  await app.start()
  await app.until((now) => both(now) && lines(now) > before + 20)
})

it('a full disk is a notice; once there is room, the recording is whole', async () => {
  const folder = join(app.home, 'records')
  await mkdir(folder)
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', folder])
  app.mounts.add(folder)
  const ballast = join(folder, 'ballast')
  await writeFile(ballast, Buffer.alloc(256 * 1024 - 16 * 1024))
  const name = uniqueName('rec')
  await app.start()
  await app.run(name, `${'i=0; while [ $i -lt 20000 ]; do echo line $i; i=$((i+1)); done'}; sleep 600`)
  await app.record(name)
  const state = await app.until((now) => now.trouble?.kind === 'unwritable')
  expect(state.trouble).toEqual({ kind: 'unwritable', code: 'ENOSPC' })
  await rm(ballast)
  const [one] = of(await app.until((now) => of(now, name)[0]?.lines === 20_000 && now.trouble === null), name)
  expect(await app.saved(one?.id ?? '')).toBe(numbers(20_000))
})

it('a read-only folder is a notice, and everything else goes on', async () => {
  const folder = join(app.home, 'records')
  await mkdir(folder)
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'ro', 'tmpfs', folder])
  app.mounts.add(folder)
  const name = uniqueName('rec')
  await app.start()
  await app.run(name, COUNT)
  await app.record(name)
  expect((await app.until((now) => now.trouble !== null)).trouble).toEqual({ kind: 'unwritable', code: 'EROFS' })
  execFileSync('mount', ['-o', 'remount,rw', folder])
  await app.until((now) => (of(now, name)[0]?.lines ?? 0) > 10 && now.trouble === null)
})

it('a rule that could not be stored is said to hold only for now, and is stored once it can be', async () => {
  execFileSync('mount', ['-t', 'tmpfs', 'tmpfs', app.home])
  app.mounts.add(app.home)
  const name = uniqueName('rec')
  await app.start()
  await app.run(name, COUNT)
  await app.record(name)
  await app.until((now) => now.rules.length === 1)
  execFileSync('mount', ['-o', 'remount,ro', app.home])
  const rule = { kind: 'container' as const, name }
  await expect(app.handlers.records.stop({ rule }, signal())).rejects.toMatchObject({ code: 'records.not-stored' })
  expect((await app.until((now) => now.rules.length === 0)).trouble).toEqual({ kind: 'unwritable', code: 'EROFS' })
  const stored = async () => (JSON.parse(await readFile(join(app.home, 'records.json'), 'utf8')) as { rules: unknown[] }).rules
  expect(await stored()).toHaveLength(1)
  execFileSync('mount', ['-o', 'remount,rw', app.home])
  await app.until((now) => now.trouble === null)
  expect(await stored()).toEqual([])
})
