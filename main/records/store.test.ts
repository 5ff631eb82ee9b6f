import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { frameAt, HEADER, linesFrame, metaFrame, scan } from './format.ts'
import { FULL, Store } from './store.ts'
import { expected, HOST, linesOf, metaOf, numbered, removed } from './test-lines.ts'

let dir = ''
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'gantry-records-'))
})
afterEach(() => rm(dir, { recursive: true, force: true }))

const AMPLE = { bytes: 1 << 28, days: 30_000 }
async function opened(limits = AMPLE): Promise<Store> {
  const store = new Store(join(dir, 'records'), () => limits)
  await store.open(true)
  return store
}
async function filled(store: Store, digit: string, frames: number): Promise<void> {
  const log = await store.log(HOST, metaOf(digit))
  for (let i = 0; i < frames; i++) {
    const { head, batch } = numbered(i * 10, i * 10 + 10)
    await log.append(head, batch)
  }
}
const idOf = (digit: string) => `${HOST}/${digit.repeat(64)}`
const folderOf = (digit: string) => join(dir, 'records', HOST, digit.repeat(64))
const fileOf = (digit: string, number = 1) => join(dir, 'records', HOST, digit.repeat(64), `${String(number).padStart(8, '0')}.glog`)

describe('format', () => {
  const meta = metaFrame(metaOf('a'))
  const [one, two] = [numbered(0, 10), numbered(10, 25)]
  const whole = Buffer.concat([meta, linesFrame(one.head, one.batch), linesFrame(two.head, two.batch)])

  it('gives back whose log it is and the heads of its frames', () => {
    const found = scan(whole)
    expect(found).toMatchObject({ meta: metaOf('a'), good: whole.length, damaged: 0 })
    expect(found.frames.map(({ lines, first, last, resume, cut }) => ({ lines, first, last, resume, cut }))).toEqual([one.head, two.head])
  })

  it('cut off at any byte, it holds the whole frames before the cut and nothing else', () => {
    const ends = [meta.length, ...scan(whole).frames.map(({ end }) => end)]
    for (let cut = 0; cut <= whole.length; cut++) {
      const found = scan(whole.subarray(0, cut))
      const good = ends.filter((end) => end <= cut)
      expect([found.good, found.frames.length]).toEqual([good.at(-1) ?? 0, Math.max(0, good.length - 1)])
    }
  })

  it('a flipped bit anywhere costs one frame, which is counted', () => {
    const middle = scan(whole).frames[0]
    if (middle === undefined) throw new Error('no frame')
    for (let at = middle.at; at < middle.end; at++) {
      const spoilt = Buffer.from(whole)
      spoilt[at] = (spoilt[at] ?? 0) ^ (1 << (at % 8))
      expect(frameAt(spoilt, middle.at)).toBeNull()
      const found = scan(spoilt)
      expect([found.frames.map(({ lines }) => lines), found.damaged, found.good]).toEqual([[15], 1, whole.length])
    }
    expect(frameAt(whole.subarray(0, HEADER - 1), 0)).toBeNull()
  })
})

describe('store', () => {
  it('is there again after a start, in private folders and files', async () => {
    const store = await opened()
    await filled(store, 'a', 3)
    await store.close()
    const again = await opened()
    const log = again.logs.get(`${HOST}/${'a'.repeat(64)}`)
    if (log === undefined) throw new Error('it is gone')
    expect(await linesOf(log)).toEqual(expected(30))
    expect([log.lines, log.meta, log.span?.last]).toEqual([30, metaOf('a'), { sec: 1029, nano: 7 }])
    expect([...((await log.resume())?.taken ?? [])]).toEqual([['1029.000000007e', 1]])
    const modes = await Promise.all([join(dir, 'records'), join(dir, 'records', HOST), fileOf('a')].map((path) => stat(path)))
    expect(modes.map(({ mode }) => mode & 0o777)).toEqual([0o700, 0o700, 0o600])
  })

  it('a torn tail is cut off at the start, and what comes then is whole', async () => {
    const store = await opened()
    await filled(store, 'a', 3)
    await store.close()
    const bytes = await readFile(fileOf('a'))
    await writeFile(fileOf('a'), bytes.subarray(0, bytes.length - 5))
    const again = await opened()
    const log = await again.log(HOST, metaOf('a'))
    expect(log.lines).toBe(20)
    const { head, batch } = numbered(20, 40)
    await log.append(head, batch)
    await again.close()
    const third = (await opened()).logs.get(log.id)
    expect(third === undefined ? [] : await linesOf(third)).toEqual(expected(40))
  })

  it('over its limit of size the oldest segments go, of whichever log', async () => {
    const limits = { bytes: 70_000, days: 30_000 }
    const store = await opened(limits)
    await filled(store, 'a', 200)
    await filled(store, 'b', 200)
    await store.prune(Date.now() / 1000)
    expect(store.bytes).toBeLessThanOrEqual(limits.bytes)
    for (const log of store.logs.values()) {
      const lines = await linesOf(log)
      expect(lines).toEqual(expected(lines.length, 2000 - lines.length))
    }
    expect(store.bytes).toBeGreaterThan(limits.bytes / 2)
  })

  it('what is kept never exceeds the limit, also where nobody prunes and several write at once', async () => {
    const limits = { bytes: 70_000, days: 30_000 }
    const store = await opened(limits)
    let most = 0
    const look = async () => {
      await Promise.all(['a', 'b', 'c'].map((digit) => filled(store, digit, 1)))
      most = Math.max(most, store.bytes)
    }
    for (let i = 0; i < 200; i++) await look()
    expect(most).toBeLessThanOrEqual(limits.bytes)
    expect(store.bytes).toBeGreaterThan(limits.bytes / 2)
    await store.close()
  })

  it('where nothing may be removed, what goes beyond the limit is not written, and goes on where there is room again', async () => {
    const limits = { bytes: 70_000, days: 30_000 }
    let may = false
    const store = new Store(
      join(dir, 'records'),
      () => limits,
      () => may,
    )
    const log = await store.log(HOST, metaOf('a'))
    const append = (at: number) => {
      const { head, batch } = numbered(at * 10, at * 10 + 10)
      return log.append(head, batch)
    }
    let count = 0
    while ((await append(count).catch(({ code }: { code: unknown }) => code)) === undefined) count++
    await expect(append(count)).rejects.toMatchObject({ code: FULL })
    await store.prune(Date.now() / 1000 + 365 * 86_400 * 100)
    expect(await linesOf(log)).toEqual(expected(count * 10))
    expect(store.bytes).toBeLessThanOrEqual(limits.bytes)
    may = true
    await append(count)
    const lines = await linesOf(log)
    expect(lines).toEqual(expected(lines.length, (count + 1) * 10 - lines.length))
    expect(lines.length).toBeGreaterThan(count * 5)
    await store.close()
  })

  it('older than its limit of age, a log goes, and with its container its folder', async () => {
    const store = await opened({ bytes: 1 << 28, days: 1 })
    await filled(store, 'a', 2)
    await filled(store, 'b', 1)
    const [log, gone] = [...store.logs.values()]
    await gone?.append(...removed(1010))
    await store.prune(1019 + 86_400 - 1)
    expect([log?.lines, gone?.lines]).toEqual([20, 0])
    await store.prune(1019 + 86_400 + 1)
    expect([...store.logs.values()].map(({ id, empty }) => [id, empty])).toEqual([[log?.id, true]])
    await expect(stat(fileOf('a'))).rejects.toThrow('ENOENT')
    await expect(stat(fileOf('b'))).rejects.toThrow('ENOENT')
  })

  it('removed, a log stays removed over starts, and goes on behind what it had', async () => {
    const store = await opened()
    await filled(store, 'a', 3)
    await store.remove(idOf('a'))
    expect(store.bytes).toBe(0)
    await store.close()
    const again = await opened()
    const log = again.logs.get(idOf('a'))
    if (log === undefined) throw new Error('it is gone')
    expect([log.empty, log.lines, await linesOf(log)]).toEqual([true, 0, []])
    expect(await log.resume()).toEqual({ since: { sec: 1029, nano: 8 }, taken: new Map(), cut: false })
    const { head, batch } = numbered(30, 40)
    await log.append(head, batch)
    await again.close()
    const third = (await opened()).logs.get(idOf('a'))
    expect(third === undefined ? [] : await linesOf(third)).toEqual(expected(10, 30))
    expect(third?.span?.first).toEqual(head.first)
    // The limits hold for it as for any other.
    const last = await opened({ bytes: 1 << 28, days: 1 })
    await last.prune(1039 + 86_400 + 1)
    expect(last.logs.get(idOf('a'))?.empty).toBe(true)
  })

  it('killed while it was being removed, it is removed', async () => {
    const store = await opened({ bytes: 4096 * 16, days: 30_000 })
    await filled(store, 'a', 60)
    const before = (await readdir(folderOf('a'))).sort()
    const old = await Promise.all(before.map(async (name) => [name, await readFile(join(folderOf('a'), name))] as const))
    expect(before.length).toBeGreaterThan(1)
    await store.remove(idOf('a'))
    await store.close()
    for (const [name, bytes] of old.slice(1)) await writeFile(join(folderOf('a'), name), bytes)
    const looked = new Store(join(dir, 'records'), () => AMPLE)
    await looked.open(false)
    expect(looked.logs.get(idOf('a'))?.empty).toBe(true)
    expect((await opened()).logs.get(idOf('a'))?.empty).toBe(true)
    expect(await readdir(folderOf('a'))).toHaveLength(1)
  })

  it('what was removed does not come back for a line that had not ended', async () => {
    const store = await opened()
    await filled(store, 'a', 3)
    await store.remove(idOf('a'))
    const { head, batch } = numbered(30, 40)
    const log = await store.log(HOST, metaOf('a'))
    await log.append({ ...head, resume: { sec: 1000, nano: 7 } }, batch)
    expect(await log.resume()).toMatchObject({ since: { sec: 1029, nano: 8 }, cut: true })
  })

  it('while a line does not end, all that came since is known at the next start', async () => {
    const store = await opened({ bytes: 1 << 20, days: 30_000 })
    const log = await store.log(HOST, metaOf('a'))
    for (let i = 0; i < 200; i++) {
      const { head, batch } = numbered(i * 10, i * 10 + 10)
      await log.append({ ...head, resume: { sec: 1100, nano: 7 } }, batch)
    }
    await store.close()
    const resume = await (await opened()).logs.get(idOf('a'))?.resume()
    expect(resume?.since).toEqual({ sec: 1100, nano: 7 })
    expect(resume?.taken.size).toBe(1900)
  })

  it('a log that goes on being recorded can be removed, and begins anew', async () => {
    const store = await opened()
    await filled(store, 'a', 2)
    const log = await store.log(HOST, metaOf('a'))
    log.active = true
    await store.remove(log.id)
    const { head, batch } = numbered(20, 30)
    await log.append(head, batch)
    expect(await linesOf(log)).toEqual(expected(10, 20))
    expect(store.logs.get(log.id)).toBe(log)
  })
})

it('a segment whose head is spoilt keeps its lines, and a log that cannot be read is left alone', async () => {
  const before = await opened()
  await filled(before, 'a', 3)
  await filled(before, 'b', 1)
  await before.close()
  const bytes = await readFile(fileOf('a'))
  bytes[HEADER] = (bytes[HEADER] ?? 0) ^ 1
  await writeFile(fileOf('a'), bytes)
  await rm(fileOf('b'))
  await mkdir(fileOf('b')) // reading it fails
  const store = await opened()
  expect([...store.logs.keys()]).toEqual([`${HOST}/${'a'.repeat(64)}`])
  expect([...store.logs.values()][0]).toMatchObject({ lines: 30, damaged: 1 })
  expect((await stat(fileOf('b'))).isDirectory()).toBe(true)
})
