import { execFile } from 'node:child_process'
import { mkdtemp, rm, statfs, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { docker, startPrivateEngine, testHost, uniqueName } from '../../../e2e/rig/engine.ts'
import { backendOn, collect } from '../../../e2e/rig/logs.ts'
import { Notice } from '../../../shared/log-batch.ts'

const run = promisify(execFile)
let backend: Awaited<ReturnType<typeof backendOn>>
const after: (() => Promise<unknown>)[] = []
beforeAll(async () => {
  backend = await backendOn(testHost())
})
afterEach(async () => {
  for (const undo of after.splice(0).reverse()) await undo()
})
afterAll(() => backend.close())

const MB = 1_000_000
const held = (): number => {
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}

it('a line of 100 MB costs what is shown of it, and the rest is counted (R7)', async () => {
  const name = uniqueName('long')
  after.push(() => docker(testHost(), 'rm', '-f', name))
  const command = "head -c 100000000 /dev/zero | tr '\\0' x; echo; echo after"
  await docker(testHost(), 'run', '-d', '--name', name, 'alpine:3.20', 'sh', '-c', command)
  const id = (await docker(testHost(), 'inspect', '-f', '{{.Id}}', name)).trim()
  await docker(testHost(), 'wait', name)
  const before = held()
  let most = 0
  const watch = setInterval(() => {
    most = Math.max(most, held() - before)
  }, 20)
  const reader = collect(backend.handlers, [id])
  await reader.until((all) => all.some((r) => r.text === 'after'), 60_000)
  clearInterval(watch)
  await reader.stop()
  const [long] = reader.lines()
  expect(reader.lines()).toHaveLength(2)
  expect(long?.bytes.length).toBe(65_536 + 8)
  expect(Number(long?.bytes.readBigUInt64LE(65_536))).toBe(100 * MB - 65_536)
  // Garbage of many small pieces may wait to be collected; the line itself would be ten times that.
  expect(most).toBeLessThan(60 * MB)
}, 120_000)

it('what the engine says of a full disk is shown as its words, never as a line of the container', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'gantry-full-'))
  after.push(() => rm(dir, { recursive: true, force: true }))
  await run('mount', ['-t', 'tmpfs', '-o', 'size=300m', 'tmpfs', dir])
  after.push(() => run('umount', ['-l', dir]))
  const engine = await startPrivateEngine({ seed: ['alpine'], dir: join(dir, 'e') })
  after.push(() => engine.stop())
  // Older parts of a log are kept compressed; to read them the engine unpacks them beside the log.
  const options = ['max-size=2m', 'max-file=4', 'compress=true'].flatMap((option) => ['--log-opt', option])
  const made = await docker(
    engine.host,
    'run',
    '-d',
    ...options,
    'alpine:3.20',
    'awk',
    'BEGIN{for(i=0;i<60000;i++)printf "line %09d\\n",i}',
  )
  const id = made.trim()
  await docker(engine.host, 'wait', id)
  const full = await backendOn(engine.host)
  after.push(() => full.close())
  const { bavail, bsize } = await statfs(dir)
  await writeFile(join(dir, 'filler'), Buffer.alloc(bavail * bsize - 4096)).catch(() => undefined)
  const reader = collect(full.handlers, [id])
  after.push(() => reader.stop())
  await reader.until((all) => all.some((r) => r.notice === Notice.damaged || r.notice === Notice.unreadable), 60_000)
  const said = reader.notices().find(({ kind }) => kind === Notice.damaged || kind === Notice.unreadable)
  expect(said?.text).toContain('no space left on device')
  expect(reader.lines().filter(({ text }) => !/^line \d{9}$/.test(text))).toEqual([])
}, 120_000)
