import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { build } from 'vite'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { startOf } from '../docker/lib/processes.ts'
import { BEAT, disown, isOurs, own, SILENCE } from './owner.ts'

let built = ''
let dir = ''
const running = new Set<ChildProcessWithoutNullStreams>()

beforeAll(async () => {
  built = await mkdtemp(join(tmpdir(), 'gantry-owner-'))
  const output = { entryFileNames: 'contender.mjs' }
  const entry = join(import.meta.dirname, 'test-contender.ts')
  await build({
    configFile: false,
    logLevel: 'silent',
    ssr: { noExternal: true },
    build: { ssr: entry, outDir: built, emptyOutDir: false, rollupOptions: { output } },
  })
}, 60_000)
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'gantry-owned-'))
})
afterEach(async () => {
  vi.useRealTimers()
  for (const child of running) await killed(child)
  await rm(dir, { recursive: true, force: true })
})
afterAll(() => rm(built, { recursive: true, force: true }))

async function killed(child: ChildProcessWithoutNullStreams): Promise<void> {
  running.delete(child)
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}

/** A process that takes folders on asking. */
function contender() {
  const child = spawn(process.execPath, [join(built, 'contender.mjs')])
  running.add(child)
  child.stderr.pipe(process.stderr)
  const answers: AsyncIterator<string, undefined> = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const take = async (folder: string, at = 0): Promise<boolean> => {
    child.stdin.write(`${String(at)} ${folder}\n`)
    const { value, done } = await answers.next()
    if (done === true) throw new Error('the contender ended')
    return value === 'true'
  }
  return { child, take }
}

/** What a holder that is no more left behind. */
const LEFT: Record<string, () => Record<string, string>> = {
  nothing: () => ({}),
  'a dead one': () => ({ 'owner.3': '4190000 12' }),
  'one whose number another process bears now': () => ({ 'owner.7': `${String(process.ppid)} 1`, 'owner.6': '4190000 12' }),
  'the file of an older version, half written': () => ({ owner: '' }),
  'one that was killed while it tried': () => ({ 'owner-00000000-0000-4000-8000-000000000000.tmp': '4190000 1' }),
}

it('of five processes that begin at the same moment exactly one takes the folder, whatever was there', { timeout: 120_000 }, async () => {
  const contenders = Array.from({ length: 5 }, contender)
  for (const [what, files] of Object.entries(LEFT))
    for (let round = 0; round < 30; round++) {
      const folder = join(dir, `${what.replaceAll(/\W/g, '-')}-${String(round)}`)
      if (what !== 'nothing') await mkdir(folder)
      for (const [name, text] of Object.entries(files())) await writeFile(join(folder, name), text)
      const at = Date.now() + 20
      const got = await Promise.all(contenders.map(({ take }) => take(folder, at)))
      expect([what, got.filter(Boolean).length]).toEqual([what, 1])
      expect((await readdir(folder)).filter((name) => name.endsWith('.tmp') && Object.keys(files()).includes(name))).toEqual([])
    }
})

it('who lives is left in peace, who was killed is followed, and a folder given back is free', async () => {
  const [one, two] = [contender(), contender()]
  expect(await one.take(dir)).toBe(true)
  expect([await two.take(dir), await own(dir), await one.take(dir)]).toEqual([false, false, false])
  await killed(one.child)
  expect(await two.take(dir)).toBe(true)
  expect(await own(dir)).toBe(false)
  await killed(two.child)
  expect(await own(dir)).toBe(true)
  // A second one in the same process is another one too.
  expect(await own(dir)).toBe(false)
  const three = contender()
  expect(await three.take(dir)).toBe(false)
  await disown(dir)
  expect(await three.take(dir)).toBe(true)
  // Handed on many times, it holds no more than the last two.
  expect((await readdir(dir)).length).toBeLessThanOrEqual(2)
})

it('who ended but is still kept in the list of processes holds nothing', async () => {
  // The shell becomes a program that never asks how its child ended.
  const parent = spawn('sh', ['-c', 'sleep 0.5 & echo $!; exec sleep 60'])
  running.add(parent)
  const [line] = (await once(parent.stdout, 'data')) as [Buffer]
  const pid = line.toString().trim()
  const stat = () => readFile(`/proc/${pid}/stat`, 'latin1')
  const started = (await stat()).split(' ')[21] ?? ''
  await expect.poll(stat, { timeout: 20_000 }).toContain(') Z ')
  await writeFile(join(dir, 'owner.1'), `${pid} ${started}`)
  expect(await own(dir)).toBe(true)
  await disown(dir)
})

it('the start tells a holder from a process that bears its number now', async () => {
  const other = contender()
  const pid = other.child.pid ?? 0
  await expect.poll(() => startOf(pid)).not.toBe('')
  await writeFile(join(dir, 'owner.1'), `${String(pid)} ${startOf(pid)}`)
  expect(await own(dir)).toBe(false)
  await writeFile(join(dir, 'owner.1'), `${String(pid)} ${startOf(pid)}1`)
  expect(await own(dir)).toBe(true)
  await disown(dir)
})

it('a process of another machine holds it as long as it shows that it lives, whatever its number means here', async () => {
  vi.useFakeTimers({ toFake: ['performance'] })
  // A number that nobody has here, one that somebody has, and this very one: in two containers both are the first.
  for (const [index, pid] of [4_190_000, process.ppid, process.pid].entries()) {
    const folder = join(dir, String(index))
    const file = join(folder, 'owner.1')
    await mkdir(folder)
    await writeFile(file, `${String(pid)} 12 elsewhere`)
    for (let beats = 0; beats < 20; beats++) {
      expect(await own(folder)).toBe(false)
      vi.advanceTimersByTime(SILENCE - 1)
      expect(await own(folder)).toBe(false)
      // Its clock is its own; what matters is that the time changes.
      await utimes(file, 1000 + beats, 1000 + beats)
    }
    expect(await own(folder)).toBe(false)
    vi.advanceTimersByTime(SILENCE)
    expect(await own(folder)).toBe(true)
    await disown(folder)
  }
})

it('who holds it shows again and again that it lives, and lets go of what another machine has taken meanwhile', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  expect(await own(dir)).toBe(true)
  const file = join(dir, 'owner.1')
  expect(await readFile(file, 'utf8')).toMatch(/^\d+ \d* \S+$/)
  await utimes(file, 1000, 1000)
  vi.advanceTimersByTime(BEAT)
  await vi.waitFor(async () => expect((await stat(file)).mtimeMs).toBeGreaterThan(1_000_000), 20_000)
  expect(await isOurs(dir)).toBe(true)
  await writeFile(join(dir, 'owner.2'), '1 12 elsewhere')
  vi.advanceTimersByTime(BEAT)
  await vi.waitFor(async () => expect(await isOurs(dir)).toBe(false), 20_000)
  await disown(dir)
  expect(await readFile(join(dir, 'owner.2'), 'utf8')).toBe('1 12 elsewhere')
})
