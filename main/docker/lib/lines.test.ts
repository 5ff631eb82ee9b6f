import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Demuxer } from './demux.ts'
import { LineSplitter, MAX_LINE } from './lines.ts'
import { StampLedger } from './stamp-ledger.ts'

type Line = { stderr: boolean; sec: number; nano: number; text: string; left: number }
type Message = { stderr: boolean; n: number; text: string }

const BASE = Date.UTC(2026, 10, 20, 23, 13, 12) / 1000
const stamp = (n: number) =>
  `${new Date((BASE + Math.floor(n / 1000)) * 1000).toISOString().slice(0, 19)}.${String((n % 1000) * 1_000_001).padStart(9, '0')}Z `
const secOf = (n: number) => BASE + Math.floor(n / 1000)
const nanoOf = (n: number) => (n % 1000) * 1_000_001

function frame(stderr: boolean, payload: Buffer): Buffer {
  const header = Buffer.alloc(8)
  header[0] = stderr ? 2 : 1
  header.writeUInt32BE(payload.length, 4)
  return Buffer.concat([header, payload])
}

/** As the engine sends it: parts of 16 KiB, a stamp before each, the newline after the last. */
function parts(message: Message): Buffer[] {
  const text = Buffer.from(message.text, 'utf8')
  const out: Buffer[] = []
  for (let at = 0, last = false; !last; at += 16384) {
    last = text.length - at < 16384
    out.push(Buffer.concat([Buffer.from(stamp(message.n)), text.subarray(at, at + 16384), Buffer.from(last ? '\n' : '')]))
  }
  return out
}

function reader(framed: boolean, ledger = new StampLedger()) {
  const lines: Line[] = []
  const splitter = new LineSplitter(framed, ledger, (stderr, sec, nano, from, start, end, left) => {
    lines.push({ stderr, sec, nano, text: Buffer.from(from.subarray(start, end)).toString('utf8'), left })
  })
  const open = () => {
    const demuxer = new Demuxer((...payload) => splitter.write(...payload))
    return (chunk: Uint8Array) => (framed ? demuxer.push(chunk) : splitter.raw(chunk))
  }
  return { lines, splitter, ledger, open }
}

function reopened(bytes: Uint8Array[]): LineSplitter {
  const { splitter, open } = reader(true)
  const push = open()
  for (const one of bytes) push(one)
  return splitter
}

function cut(bytes: Uint8Array, sizes: number[]): Uint8Array[] {
  const chunks: Uint8Array[] = []
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const size = sizes.length === 0 ? bytes.length : (sizes[i % sizes.length] ?? 1)
    chunks.push(bytes.subarray(at, at + size))
    at += size
  }
  return chunks
}

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }).map((s) => s.replaceAll('\n', ' ')),
  fc.constantFrom('', '\r', 'a\rb', '2026-11-20T23:13:12', '2026-11-20T23:13:12.5Z', '\0', 'привет 😀'),
  fc.nat(40_000).map((n) => 'я'.repeat(n)),
)
const messages = fc.array(fc.record({ stderr: fc.boolean(), gap: fc.nat(2), text }), { maxLength: 12 }).map((list) => {
  let n = 0
  return list.map((m): Message => {
    n += m.gap
    return { stderr: m.stderr, n, text: Buffer.from(m.text).toString() }
  })
})
const sizes = fc.array(fc.integer({ min: 1, max: 9000 }), { maxLength: 6 })
const expected = (list: Message[]) => list.map((m) => ({ stderr: m.stderr, sec: secOf(m.n), nano: nanoOf(m.n), ...capped(m.text) }))

function capped(whole: string): { text: string; left: number } {
  const bytes = Buffer.from(whole)
  if (bytes.length <= MAX_LINE) return { text: whole, left: 0 }
  let end = MAX_LINE
  while (((bytes[end] ?? 0) & 0xc0) === 0x80) end--
  return { text: bytes.subarray(0, end).toString('utf8'), left: bytes.length - end }
}

describe('line splitter', () => {
  it('makes the same lines of any chunking, framed', () => {
    fc.assert(
      fc.property(messages, sizes, (list, by) => {
        const bytes = Buffer.concat(list.flatMap((m) => parts(m).map((p) => frame(m.stderr, p))))
        const { lines, open } = reader(true)
        const push = open()
        for (const chunk of cut(bytes, by)) push(chunk)
        expect(lines).toEqual(expected(list))
      }),
    )
  })

  it('makes the same lines of any chunking, raw', () => {
    fc.assert(
      fc.property(messages, sizes, (list, by) => {
        const only = list.map((m) => ({ ...m, stderr: false }))
        const { lines, open } = reader(false)
        const push = open()
        for (const chunk of cut(Buffer.concat(only.flatMap(parts)), by)) push(chunk)
        expect(lines).toEqual(expected(only))
      }),
    )
  })

  it.each([true, false])('a stream cut anywhere, as often as it may be, loses and doubles nothing (framed: %s)', (framed) => {
    fc.assert(
      fc.property(messages, sizes, fc.array(fc.nat(), { maxLength: 8 }), (list, by, cuts) => {
        const all = framed ? list : list.map((m) => ({ ...m, stderr: false }))
        const { lines, open, splitter, ledger } = reader(framed)
        for (const [index, where] of [...cuts, -1].entries()) {
          const since = ledger.resume()
          const again = all.filter((m) => since === null || `${secOf(m.n)}.${String(nanoOf(m.n)).padStart(9, '0')}` >= since)
          const bytes = Buffer.concat(again.flatMap((m) => parts(m).map((p) => (framed ? frame(m.stderr, p) : p))))
          const upTo = index === cuts.length ? bytes.length : where % (bytes.length + 1)
          const push = open()
          for (const chunk of cut(bytes.subarray(0, upTo), by)) push(chunk)
          splitter.cut()
        }
        expect(lines).toEqual(expected(all))
      }),
      { numRuns: 300 },
    )
  })

  it('read again from where it is safe, wherever it was left, each line comes whole and what was given is known by its stamp', () => {
    const part = fc.record({ stderr: fc.boolean(), ends: fc.boolean() })
    fc.assert(
      fc.property(fc.array(part, { maxLength: 24 }), fc.nat(24), (list, upTo) => {
        const bytes = list.map(({ stderr, ends }, n) => frame(stderr, Buffer.from(`${stamp(n)}part ${String(n)};${ends ? '\n' : ''}`)))
        const first = reader(true)
        const push = first.open()
        for (const one of bytes.slice(0, upTo)) push(one)
        const given = [...first.lines]
        for (const one of bytes.slice(upTo)) push(one)
        const { safe } = reopened(bytes.slice(0, upTo))
        if (safe === null) {
          expect(given).toEqual([])
          return
        }
        const from = bytes.findIndex((_, n) => secOf(n) === safe.sec && nanoOf(n) === safe.nano)
        const again = reader(true)
        const pushAgain = again.open()
        for (const one of bytes.slice(from)) pushAgain(one)
        const key = ({ stderr, sec, nano }: Line) => `${String(sec)}.${String(nano)} ${String(stderr)}`
        const known = new Set(given.map(key))
        expect(again.lines.filter((line) => !known.has(key(line)))).toEqual(first.lines.slice(given.length))
      }),
      { numRuns: 2000 },
    )
  })

  it('reads every form of stamp', () => {
    const { lines, open } = reader(true)
    const push = open()
    for (const s of ['2026-11-20T23:13:12Z', '2026-11-20T23:13:12.5Z', '2026-11-21T02:13:12.123456789+03:00', '1999-02-30T'])
      push(frame(false, Buffer.from(`${s} x\n`)))
    expect(lines.map((l) => [l.sec, l.nano, l.text])).toEqual([
      [BASE, 0, 'x'],
      [BASE, 500_000_000, 'x'],
      [BASE, 123_456_789, 'x'],
      [0, 0, '1999-02-30T x'],
    ])
  })

  it('a line of 100 MB is held as 64 KiB and counted', () => {
    const { lines, open } = reader(true)
    const push = open()
    const part = frame(false, Buffer.concat([Buffer.from(stamp(1)), Buffer.alloc(16384, 'x')]))
    for (let i = 0; i < 6400; i++) push(part)
    push(frame(false, Buffer.from(`${stamp(2)}end\n`)))
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatchObject({ sec: secOf(1), nano: nanoOf(1), left: 6400 * 16384 + 3 - MAX_LINE })
    expect(lines[0]?.text).toHaveLength(MAX_LINE)
  })

  it.each([1, 64 * 1024, 1024 * 1024])('is linear in chunks of %i bytes', (size) => {
    const one = frame(false, Buffer.from(`${stamp(3)}${'x'.repeat(60)}`)) // no newline at all: the hard case
    const time = (count: number) => {
      const chunks = cut(Buffer.concat(Array.from({ length: count }, () => one)), [size])
      const push = reader(true).open()
      const from = performance.now()
      for (const chunk of chunks) push(chunk)
      return performance.now() - from
    }
    const few = size === 1 ? 500 : 5000
    time(few)
    expect(Math.min(...[0, 1, 2].map(() => time(few * 8) / time(few)))).toBeLessThan(24)
  })
})
