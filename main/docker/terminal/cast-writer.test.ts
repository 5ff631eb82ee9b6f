import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { parseCast } from '../../../shared/asciicast.ts'
import { type CastOptions, CastWriter } from './cast-writer.ts'
import { headless } from './headless.ts'
import { Mirror } from './mirror.ts'
import { Scan } from './scan.ts'

let folder = ''
let now = 0
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gantry-cast-'))
  now = 1000
})
afterEach(() => rm(folder, { recursive: true }))

const file = () => join(folder, 'one.cast')
const written = async () => parseCast(await readFile(file(), 'utf8'))
const bytes = (...values: number[]) => Uint8Array.from(values)
const text = (data: string) => new TextEncoder().encode(data)

async function writer(options: Partial<CastOptions> = {}): Promise<CastWriter> {
  const all: CastOptions = { title: 'web · sh', keys: false, most: 1 << 20, onEnd: () => undefined, now: () => now, ...options }
  const made = await CastWriter.open(file(), all)
  made.begin({ cols: 80, rows: 24 }, '\x1b[1mhere')
  return made
}

test('times are exact, characters whole, sizes told once, and keys only when asked for', async () => {
  for (const keys of [false, true]) {
    const cast = await writer({ keys })
    expect((await stat(file())).mode & 0o777).toBe(0o600)
    const smile = text('a😀b')
    now += 500
    cast.output(smile.subarray(0, 3))
    now += 499.9996
    cast.output(smile.subarray(3))
    cast.input('secret')
    cast.resize({ cols: 80, rows: 24 })
    cast.resize({ cols: 90, rows: 20 })
    await cast.end('stopped')
    cast.output(text('too late'))
    expect(cast).toMatchObject({ ended: 'stopped', bytes: (await stat(file())).size, code: null })
    const { events, cols, rows, cut } = await written()
    expect({ cols, rows, cut }).toEqual({ cols: 80, rows: 24, cut: null })
    expect(events.filter(({ kind }) => kind !== 'i')).toEqual([
      { at: 0, kind: 'o', data: '\x1b[1mhere' },
      { at: 0.5, kind: 'o', data: 'a' },
      { at: 1, kind: 'o', data: '😀b' },
      { at: 1, kind: 'r', data: '90x20' },
    ])
    expect(events.filter(({ kind }) => kind === 'i')).toEqual(keys ? [{ at: 1, kind: 'i', data: 'secret' }] : [])
    const [head = ''] = (await readFile(file(), 'utf8')).split('\n')
    expect(JSON.parse(head)).toMatchObject({ version: 2, title: 'web · sh' })
    await rm(file())
  }
})

test('bytes that are no characters are told as such, none is lost, however they are cut', async () => {
  // A mark of byte order that belongs to the output; a lone byte; one cut off by another; half a character at the end.
  const data = bytes(0xef, 0xbb, 0xbf, 0x41, 0xff, 0x42, 0xe2, 0x82, 0x43, 0x0, 0x9b, 0xf0, 0x9f)
  for (const size of [1, 2, 3, data.length]) {
    const cast = await writer()
    for (let at = 0; at < data.length; at += size) cast.output(data.subarray(at, at + size))
    await cast.end('over')
    const { events } = await written()
    const told = events
      .slice(1)
      .map((event) => event.data)
      .join('')
    expect(told).toBe('\ufeffA\ufffdB\ufffdC\0\ufffd\ufffd')
    await rm(file())
  }
})

test('a recording ends at its largest size with a whole event, and says so', async () => {
  let ended = 0
  const cast = await writer({ most: 2000, onEnd: () => void ended++ })
  for (let turn = 0; turn < 100; turn++) {
    cast.output(text('x'.repeat(100)))
    await cast.flushed()
  }
  await cast.end('stopped')
  expect(cast.ended).toBe('full')
  expect(ended).toBe(1)
  const { size } = await stat(file())
  expect(size).toBeLessThanOrEqual(2000)
  expect(size).toBeGreaterThan(1800)
  const { events, cut } = await written()
  expect(cut).toBeNull()
  expect(events.length).toBeGreaterThan(10)
})

test('a disk that does not keep up ends the recording instead of filling the memory', async () => {
  const cast = await writer({ waiting: 1000 })
  for (let turn = 0; turn < 100; turn++) cast.output(text('x'.repeat(100)))
  expect(cast.ended).toBe('slow')
  await cast.end('stopped')
  expect((await stat(file())).size).toBeLessThanOrEqual(1000)
  expect((await written()).events.length).toBeGreaterThan(3)
})

test('one that has ended decodes nothing more, and the screen lets go of it', async () => {
  const told = { output: 0, ended: null as string | null }
  const mirror = new Mirror(await headless(), { cols: 80, rows: 24 })
  const listener = {
    begin: () => undefined,
    output: () => void told.output++,
    input: () => undefined,
    resize: () => undefined,
    over: () => expect.unreachable('it has ended'),
    get ended() {
      return told.ended
    },
  }
  await mirror.listen(listener)
  const show = () => mirror.append(text('more'), new Scan(), new Scan())
  void show()
  told.ended = 'full'
  void show()
  // Whatever it says now: it was let go.
  told.ended = null
  void show()
  mirror.close()
  expect(told.output).toBe(1)

  const cast = await writer({ most: 200 })
  cast.output(text('x'.repeat(200)))
  expect(cast.ended).toBe('full')
  await cast.end('full')
  const decode = vi.spyOn(TextDecoder.prototype, 'decode')
  cast.output(text('x'))
  expect(decode).not.toHaveBeenCalled()
  decode.mockRestore()
})

test('what is told before it begins is in the picture it begins with', async () => {
  const all: CastOptions = { title: '', keys: true, most: 1 << 20, onEnd: () => undefined }
  const cast = await CastWriter.open(file(), all)
  cast.input('early')
  cast.resize({ cols: 10, rows: 10 })
  cast.begin({ cols: 80, rows: 24 }, '')
  await cast.end('stopped')
  expect((await written()).events).toEqual([])
})
