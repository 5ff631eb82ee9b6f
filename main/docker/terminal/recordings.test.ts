import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { parseCast, writeEvent, writeHeader } from '../../../shared/asciicast.ts'
import type { Recording, Session } from '../../../shared/contract/terminal.ts'
import { machine } from '../lib/processes.ts'
import type { Listener } from './mirror.ts'
import { type Recorded, Recordings } from './recordings.ts'

const never = new AbortController().signal
const GONE = encodeURIComponent(`${machine()}/4190000/1`)
const ELSEWHERE = encodeURIComponent('another%20machine/4190000/1')
const header = { cols: 80, rows: 24, title: 'web · sh', since: 1_700_000_000 }

let dataDir = ''
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'gantry-recordings-'))
})
afterEach(() => rm(dataDir, { recursive: true }))

/** A session that shows what a test tells its listener. */
function session(digit = '1'): Recorded & { told: Listener | null } {
  const one = {
    info: { id: digit.repeat(32 / digit.length) } as Session,
    told: null as Listener | null,
    listen(listener: Listener) {
      one.told = listener
      listener.begin({ cols: 80, rows: 24 }, '$ ')
      return Promise.resolve()
    },
  }
  return one
}

async function list(all: Recordings): Promise<Recording[]> {
  for await (const now of all.watch(never)) return now
  throw new Error('the watch ended')
}

async function text(all: Recordings, id: string): Promise<string> {
  const parts: Uint8Array[] = []
  for await (const part of all.read(id, never)) parts.push(part)
  return Buffer.concat(parts).toString()
}

const folders = () => readdir(join(dataDir, 'recordings')).catch(() => [])
async function leave(name: string, content: string, owner = GONE): Promise<string> {
  const folder = join(dataDir, 'recordings', owner)
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, name), content)
  return join(folder, name)
}

describe('a recording', () => {
  it('is told to all, once for a session, kept after its end, read, and removed with its file', async () => {
    const all = new Recordings(dataDir)
    const one = session()
    const [first, second] = await Promise.all([all.start(one, 'web', false), all.start(one, 'web', true)])
    expect(second).toEqual(first)
    expect(await all.start(one, 'web', true)).toMatchObject({ id: first.id })
    const [folder = ''] = await folders()
    expect((await stat(join(dataDir, 'recordings', folder))).mode & 0o777).toBe(0o700)
    one.told?.output(new TextEncoder().encode('hello'))
    one.told?.over()
    await expect.poll(() => list(all)).toMatchObject([{ id: first.id, session: one.info.id, ended: 'over', keys: false }])
    expect(all.unsaved()).toEqual(['web'])
    expect(parseCast(await text(all, first.id)).events.map(({ data }) => data)).toEqual(['$ ', 'hello'])
    // Whoever read it may have failed to write it.
    expect(all.unsaved()).toEqual(['web'])
    await all.remove(first.id)
    expect(await list(all)).toEqual([])
    expect(all.unsaved()).toEqual([])
    await expect(all.stop(first.id)).rejects.toMatchObject({ code: 'terminal.no-recording' })
    await all.close()
    expect(await folders()).toEqual([])
  })

  it('is kept for thirty days, also where Gantry runs on; as long as it goes on, for ever', async () => {
    const all = new Recordings(dataDir)
    const [one, two] = [session('1'), session('2')]
    const [ended, going] = [await all.start(one, 'ended', false), await all.start(two, 'going', false)]
    one.told?.over()
    await expect.poll(() => all.stop(ended.id)).toMatchObject({ ended: 'over' })
    const folder = join(dataDir, 'recordings', (await folders())[0] ?? '')
    const age = async (days: number) => {
      const then = Date.now() / 1000 - days * 86_400
      for (const name of await readdir(folder)) await utimes(join(folder, name), then, then)
    }
    await age(29)
    await all.tend()
    expect(await list(all)).toHaveLength(2)
    await age(31)
    // What another process keeps is its own to remove.
    const other = new Recordings(dataDir)
    await list(other)
    await other.tend()
    expect(await readdir(folder)).toHaveLength(2)
    await other.close()
    for (let minute = 1; minute < 60; minute++) await all.tend()
    expect(await list(all)).toHaveLength(2)
    await all.tend()
    expect(await list(all)).toMatchObject([{ id: going.id }])
    expect(await readdir(folder)).toEqual([`${going.id}.cast`])
    await all.close()
  })

  it('is one of a bounded number', async () => {
    const all = new Recordings(dataDir)
    for (let at = 0; at < 64; at++) await all.start(session(at.toString(16).padStart(2, '0')), 'web', false)
    await expect(all.start(session('ff'), 'web', false)).rejects.toMatchObject({ code: 'terminal.many-recordings' })
    await all.close()
  })

  it('has a bound that is said', async () => {
    const all = new Recordings(dataDir, 1000)
    const one = session()
    const { id } = await all.start(one, 'web', false)
    for (let turn = 0; turn < 50; turn++) one.told?.output(new TextEncoder().encode('x'.repeat(50)))
    await expect.poll(() => list(all)).toMatchObject([{ id, ended: 'full' }])
    expect(await all.stop(id)).toMatchObject({ ended: 'full' })
    expect((await text(all, id)).length).toBeLessThanOrEqual(1000)
    await all.close()
  })
})

describe('what an earlier run left', () => {
  it('is offered, up to its last whole line, by the first that looks', async () => {
    const whole = writeHeader(header) + writeEvent({ at: 1, kind: 'o', data: 'a' })
    await leave(`${'a'.repeat(32)}.keys.cast`, `${whole}[2, "o", "cut o`)
    await leave(`${'b'.repeat(32)}.cast`, '{"version"')
    await leave(`${'c'.repeat(32)}.cast`, '')
    await leave('notes.txt', 'of somebody else')
    const all = new Recordings(dataDir)
    const expected = {
      id: 'a'.repeat(32),
      session: null,
      name: 'web · sh',
      keys: true,
      since: 1_700_000_000_000,
      ended: 'left',
    }
    expect(await list(all)).toEqual([{ ...expected, bytes: Buffer.byteLength(whole) }])
    expect(all.unsaved()).toEqual([])
    expect(await list(new Recordings(dataDir))).toEqual([])
    expect(await text(all, 'a'.repeat(32))).toBe(whole)
    expect(await readdir(join(dataDir, 'recordings', GONE))).toEqual(['notes.txt'])
    await all.remove('a'.repeat(32))
    await all.close()
    expect(await folders()).toEqual([GONE])
  })

  it('goes after thirty days, whosever it is, and is left alone before where its process may live', async () => {
    const old = await leave(`${'a'.repeat(32)}.cast`, writeHeader(header))
    const then = Date.now() / 1000 - 31 * 86_400
    await utimes(old, then, then)
    const kept = await leave(`${'b'.repeat(32)}.cast`, writeHeader(header), ELSEWHERE)
    expect(await list(new Recordings(dataDir))).toEqual([])
    expect(await readFile(kept, 'utf8')).toBe(writeHeader(header))
    await expect(stat(old)).rejects.toMatchObject({ code: 'ENOENT' })
  })

  it('is kept where it cannot be looked into, and removed only where it was seen to hold nothing', async () => {
    const event = writeEvent({ at: 1, kind: 'o', data: 'a' })
    const damaged = await leave(`${'a'.repeat(32)}.cast`, `{"version":2,"width":\0\0\n${event}`)
    await utimes(damaged, 1_750_000_000, Date.now() / 1000 - 60)
    await leave(`${'b'.repeat(32)}.cast`, `${'x'.repeat(5000)}\n${event}`)
    await leave(`${'c'.repeat(32)}.cast`, '')
    // Any error at all: this cannot be opened.
    await mkdir(join(dataDir, 'recordings', GONE, `${'d'.repeat(32)}.keys.cast`))
    // The picture of a large screen may be one line.
    const long = writeHeader(header) + writeEvent({ at: 0, kind: 'o', data: 'x'.repeat(3 << 20) }).slice(0, -9)
    await leave(`${'e'.repeat(32)}.cast`, long)
    const all = new Recordings(dataDir)
    const found = (await list(all)).sort((one, other) => (one.id < other.id ? -1 : 1))
    expect(found).toMatchObject([
      { id: 'a'.repeat(32), name: 'a'.repeat(32), keys: false, ended: 'left' },
      { id: 'b'.repeat(32), name: 'b'.repeat(32) },
      { id: 'd'.repeat(32), name: 'd'.repeat(32), keys: true },
      { id: 'e'.repeat(32), name: 'web · sh', bytes: long.length + 1 },
    ])
    expect(Date.now() - (found[0]?.since ?? 0)).toBeLessThan(3_600_000)
    expect(await text(all, 'a'.repeat(32))).toContain(event)
    await all.close()
  })

  it('began when its file was last changed, where it says a time that there is not', async () => {
    const times = [1e300, 8.64e12 + 1, -1, '"x"', 8.64e12]
    for (const [at, time] of times.entries()) {
      const file = await leave(`${String(at).repeat(32)}.cast`, `{"version":2,"width":80,"height":24,"timestamp":${String(time)}}\n`)
      await utimes(file, 1_790_000_000, Date.now() / 1000 - 60)
    }
    const all = new Recordings(dataDir)
    const found = await list(all)
    expect(found).toHaveLength(times.length)
    for (const { since } of found) expect(() => new Intl.DateTimeFormat('en').format(since)).not.toThrow()
    const said = found.filter(({ id }) => !id.startsWith('4')).map(({ since }) => Date.now() - since < 3_600_000)
    expect(said).toEqual([true, true, true, true])
    expect(found.find(({ id }) => id.startsWith('4'))?.since).toBe(8.64e15)
    await all.close()
  })

  it('is offered whatever this machine and process are called by then, where Gantry ended well', async () => {
    const all = new Recordings(dataDir)
    const { id } = await all.start(session(), 'web', false)
    const [before] = await folders()
    await all.close()
    const [after = ''] = await folders()
    expect(after).not.toBe(before)
    expect(after).toMatch(/^left-[-0-9a-f]{36}$/)
    const next = new Recordings(dataDir)
    expect(await list(next)).toMatchObject([{ id, name: 'web', ended: 'left' }])
    await next.close()
    expect(await list(new Recordings(dataDir))).toMatchObject([{ id }])
  })

  it('is offered once its owner, of whom nothing can be known, shows no life; by one that runs too', async () => {
    const left = await leave(`${'b'.repeat(32)}.cast`, writeHeader(header), ELSEWHERE)
    const all = new Recordings(dataDir)
    expect(await list(all)).toEqual([])
    for (let look = 0; look < 3; look++) await all.tend()
    // It lives: nothing is known of how its clock goes.
    await utimes(dirname(left), 1000, 1000)
    for (let look = 0; look < 4; look++) await all.tend()
    expect(await list(all)).toEqual([])
    await all.tend()
    expect(await list(all)).toMatchObject([{ id: 'b'.repeat(32), ended: 'left' }])
    await all.close()
  })

  it('is what nobody lives for: a process shows its life by the time of its folder', async () => {
    const all = new Recordings(dataDir)
    await all.start(session(), 'web', false)
    const folder = join(dataDir, 'recordings', (await folders())[0] ?? '')
    await utimes(folder, 1000, 1000)
    const other = new Recordings(dataDir)
    expect(await list(other)).toEqual([])
    for (let look = 0; look < 10; look++) await other.tend()
    expect(await list(other)).toEqual([])
    expect((await stat(folder)).mtimeMs).toBe(1_000_000)
    await all.tend()
    expect((await stat(folder)).mtimeMs).toBeGreaterThan(1_000_000)
    await all.close()
    await other.tend()
    expect(await list(other)).toHaveLength(1)
    await other.close()
  })
})

const canMount = (() => {
  const dir = execFileSync('mktemp', ['-d'], { encoding: 'utf8' }).trim()
  try {
    execFileSync('mount', ['-t', 'tmpfs', 'none', dir], { stdio: 'ignore' })
    execFileSync('umount', [dir])
    return true
  } catch {
    return false
  }
})()
const why = canMount ? '' : ' (skipped: a small disk needs root and mounts)'

describe('a disk that takes nothing', () => {
  it.skipIf(!canMount)(`ends a recording with what it took before, and lets none begin${why}`, async () => {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=128k', 'none', dataDir])
    try {
      const all = new Recordings(dataDir)
      const one = session()
      const { id } = await all.start(one, 'web', false)
      for (let turn = 0; turn < 30; turn++) {
        one.told?.output(new TextEncoder().encode('x'.repeat(10_000)))
        await new Promise((resolve) => setImmediate(resolve))
      }
      await expect.poll(() => list(all)).toMatchObject([{ id, ended: 'disk', code: 'ENOSPC' }])
      const cast = parseCast(await text(all, id))
      expect(cast.cut).toBeNull()
      expect(cast.events.length).toBeGreaterThan(1)
      await writeFile(join(dataDir, 'filler'), Buffer.alloc(1 << 20)).catch(() => undefined)
      await expect(all.start(session('2'), 'db', false)).rejects.toMatchObject({
        code: 'terminal.not-recorded',
        params: { code: 'ENOSPC' },
      })
      expect(await list(all)).toHaveLength(1)
      await all.close()
    } finally {
      execFileSync('umount', [dataDir])
    }
  })
})
