import { afterEach, expect, test, vi } from 'vitest'
import type { OutputMark } from '../../../shared/contract/terminal.ts'
import { Channel } from './channel.ts'
import { headless } from './headless.ts'
import { Mirror } from './mirror.ts'

const still = { pause: () => undefined, resume: () => undefined }
const bytes = (text: string) => new TextEncoder().encode(text)
const never = new AbortController().signal
afterEach(() => void vi.useRealTimers())

async function channel(source = still): Promise<Channel> {
  return new Channel(source, new Mirror(await headless(), { cols: 80, rows: 24 }))
}

type Reader = AsyncIterator<OutputMark | Uint8Array>

/** Reads on up to this mark; the text on the way. */
async function until(reader: Reader, mark: OutputMark['t']): Promise<string> {
  let text = ''
  for (let next = await reader.next(); next.done !== true; next = await reader.next()) {
    if (next.value instanceof Uint8Array) text += new TextDecoder().decode(next.value)
    else if (next.value.t === mark) return text
  }
  throw new Error(`ended before ${mark}`)
}

test('a page that asks for nothing more keeps nobody from taking over', { timeout: 20_000 }, async () => {
  const all = await channel()
  const stuck = all.read(never)
  await until(stuck, 'live')
  all.push(bytes('given to it;'))
  expect((await stuck.next()).value).toEqual(bytes('given to it;'))
  all.push(bytes('not asked for;'))
  const next = all.read(never)
  expect(await until(next, 'live')).toContain('given to it;')
  expect((await next.next()).value).toEqual(bytes('not asked for;'))
  // And it is told so when it comes to life.
  expect(await until(stuck, 'taken')).toBe('')
  expect((await stuck.next()).done).toBe(true)
})

test('one that is stuck in the middle of its replay does not either, and nothing is lost or said twice', { timeout: 20_000 }, async () => {
  const all = await channel()
  all.push(bytes('before;'))
  const stuck = all.read(never)
  expect((await stuck.next()).value).toMatchObject({ t: 'replay' })
  all.push(bytes('meanwhile;'))
  const readers = [all.read(never), all.read(never), all.read(never)]
  const replays = await Promise.all(readers.map((reader) => until(reader, 'live')))
  const last = readers[2]
  const shown = (replays[2] ?? '') + new TextDecoder().decode((await last?.next())?.value as Uint8Array)
  expect(shown.match(/before;|meanwhile;/g)).toEqual(['before;', 'meanwhile;'])
  all.push(bytes('end;'))
  all.end()
  expect((await last?.next())?.value).toEqual(bytes('end;'))
  expect((await last?.next())?.done).toBe(true)
})

test('nobody reads: the mirror does', { timeout: 20_000 }, async () => {
  let resume = () => {}
  const drained = new Promise<void>((resolve) => {
    resume = resolve
  })
  const all = await channel({ pause: () => undefined, resume: () => resume() as undefined })
  const page = new AbortController()
  const reader = all.read(page.signal)
  await until(reader, 'live')
  const waiting = reader.next()
  page.abort()
  expect((await waiting).done).toBe(true)
  all.push(bytes('x'.repeat(1 << 20)))
  await drained
  all.push(bytes('\r\nend;'))
  all.end()
  const after = all.read(never)
  const replay = await until(after, 'live')
  const rest = (await after.next()).value
  expect(replay + new TextDecoder().decode(rest as Uint8Array | undefined)).toMatch(/x\r?\n?.*end;$/s)
})

/** A terminal whose reader has taken all of a flood, at a clock that the test moves. */
async function flooded(line: string) {
  const all = await channel()
  const reader = all.read(never)
  await until(reader, 'live')
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] })
  const flood = bytes(line.repeat((64 << 10) / line.length))
  for (let i = 0; i < 8; i++) {
    all.push(flood)
    await reader.next()
  }
  return { all, reader, flood }
}

test('Ctrl-C leaves out what is on its way of a flood although its reader keeps up, and again after a pause in it', async () => {
  const { all, reader, flood } = await flooded('flood 7\n')
  all.interrupt()
  for (const pause of [0, 50]) {
    vi.advanceTimersByTime(pause)
    for (let i = 0; i < 20; i++) all.push(flood)
    vi.advanceTimersByTime(5)
    // What came before it was clear that the flood went on is shown.
    const { value } = await reader.next()
    expect(value).toEqual({ t: 'skipped', bytes: expect.any(Number) as number })
    expect((value as { bytes: number }).bytes).toBeGreaterThan(19 * flood.length)
    const shown = (await reader.next()).value as Uint8Array
    expect(shown.length).toBeLessThan(12 << 10)
    expect(new TextDecoder().decode(shown)).toMatch(/flood 7\n$/)
  }
  // Long after it nothing is left out.
  vi.advanceTimersByTime(300)
  for (let i = 0; i < 4; i++) all.push(flood)
  for (let i = 0; i < 4; i++) expect((await reader.next()).value).toEqual(flood)
})

test('Ctrl-C leaves nothing out where there is no flood', async () => {
  const { all, reader, flood } = await flooded('no more\n')
  vi.advanceTimersByTime(150)
  all.interrupt()
  all.push(bytes('^C\r\n'))
  all.push(flood)
  expect((await reader.next()).value).toEqual(new Uint8Array([...bytes('^C\r\n')]))
  expect((await reader.next()).value).toEqual(flood)
})

test('who listens is told each byte once: in the picture it begins with or behind it, whoever reads', { timeout: 20_000 }, async () => {
  for (const looked of [false, true]) {
    const all = await channel()
    const reader = looked ? all.read(never) : null
    if (reader !== null) await until(reader, 'live')
    const told: string[] = []
    const heard = (async () => {
      for (let next = await reader?.next(); next !== undefined && next.done !== true; next = await reader?.next());
    })()
    all.push(bytes('before;'))
    const listener = {
      begin: (_size: object, picture: string) => void told.push(picture),
      output: (some: Uint8Array) => void told.push(new TextDecoder().decode(some)),
      input: () => undefined,
      resize: () => undefined,
      over: () => void told.push('.'),
    }
    const listening = all.listen(listener)
    all.push(bytes('meanwhile;'))
    await listening
    all.push(bytes('after;'))
    all.end()
    await expect.poll(() => told.at(-1)).toBe('.')
    expect(told.join('').replaceAll(/\x1b\[[\d;?]*[A-Za-z]|\x1b[78]|\s/g, '')).toBe('before;meanwhile;after;.')
    await heard
  }
})
