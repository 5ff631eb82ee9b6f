import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { joined } from '../../../shared/bytes.ts'
import { cut, Dropper, type Piece } from './cut.ts'
import { Scan } from './scan.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const scanned = (text: string): Scan => {
  const scan = new Scan()
  scan.feed(bytes(text))
  return scan
}
const facts = (scan: Scan) => ({
  ground: scan.ground,
  alt: scan.alt,
  margins: scan.margins,
  switches: scan.switches,
  restore: scan.restore(),
})

/** Text as terminals really see it: words, wide characters, every kind of sequence, and broken ones. */
const piece = fc.oneof(
  fc.constantFrom('plain ', 'line\r\n', 'Привет', '😀', '漢字', '\x9b31m', '\x1b[31m', '\x1b[0;1m', '\x1b[m', '\x1b[?1049h', '\x1b[?1049l'),
  fc.constantFrom('\x1b[?25l', '\x1b[?2004h', '\x1b]0;title\x07', '\x1b]8;;https://a\x1b\\', '\x1bP1$r0m\x1b\\', '\x1b[2;10r', '\x1b[r'),
  fc.constantFrom('\x1b]0;Меню ✓\x07', '\x1b]2;“\u009c', '\x1bPМ\u009c', '\u009dПочта М', '\u009c', 'М'),
  fc.constantFrom('\x1b', '\x1b[', '\x1b[?10', '\x1b]0;open\nline', '\x18', '\x1bc', '\x1b(0', '\x1b=', '\x1b[!p', '\x1b[38;2;1;2;3m'),
  fc.string(),
)
const stream = fc.array(piece, { maxLength: 40 }).map((parts) => parts.join(''))

describe('Scan', () => {
  it('answers the same for any chunking', () => {
    fc.assert(
      fc.property(stream, fc.array(fc.nat(200), { maxLength: 20 }), (text, cuts) => {
        const whole = bytes(text)
        const parts = new Scan()
        let at = 0
        for (const size of cuts) {
          parts.feed(whole.subarray(at, at + size))
          at = Math.min(whole.length, at + size)
        }
        parts.feed(whole.subarray(at))
        expect(facts(parts)).toEqual(facts(scanned(text)))
      }),
      { numRuns: 500 },
    )
  })

  it('answers the same byte by byte as in one go', () => {
    fc.assert(
      fc.property(fc.oneof(stream.map(bytes), fc.uint8Array({ maxLength: 64 })), (whole) => {
        const once = new Scan()
        once.feed(whole)
        const parts = new Scan()
        for (let at = 0; at < whole.length; at++) parts.feed(whole.subarray(at, at + 1))
        expect(facts(parts)).toEqual(facts(once))
      }),
      { numRuns: 500 },
    )
  })

  it('takes no end of a character for the end of a string, wherever it is cut', () => {
    for (const opening of ['\x1b]0;', '\x1bP'])
      for (const letter of ['М', '“', '✓']) {
        const parts = new Scan()
        for (const byte of bytes(`${opening}${letter}`)) parts.feed(Uint8Array.of(byte))
        expect(parts.ground, `${JSON.stringify(opening)} ${letter}`).toBe(false)
        let scan = parts
        for (const byte of bytes('\u009c')) {
          scan = scan.clone()
          scan.feed(Uint8Array.of(byte))
        }
        expect(scan.ground, 'the C1 end, cut in two').toBe(true)
      }
  })

  it('knows the screen shown, also in combined modes', () => {
    expect(scanned('\x1b[?1049h').alt).toBe(true)
    expect(scanned('\x1b[?25;1049;2004h').alt).toBe(true)
    expect(scanned('\x1b[?1049h\x1b[?1049l').alt).toBe(false)
    expect(scanned('\x1b[?47h\x1bc').alt).toBe(false)
  })

  it('is not at rest inside sequences and characters', () => {
    for (const open of ['\x1b', '\x1b[3', '\x1b]0;x', '\x1bPq', '\x1b(']) expect(scanned(open).ground, JSON.stringify(open)).toBe(false)
    const half = new Scan()
    half.feed(bytes('€').subarray(0, 2))
    expect(half.ground).toBe(false)
    for (const done of ['\x1b[3m', '\x1b]0;x\x07', '\x1bPq\x1b\\', '\x1b(0', '€', '\x1b]0;x\x18'])
      expect(scanned(done).ground, JSON.stringify(done)).toBe(true)
  })

  it('restores colours and modes, but never switches the screen', () => {
    expect(scanned('\x1b[0m\x1b[1m\x1b[38;5;9m').restore()).toBe('\x18\x1b[0m\x1b[1m\x1b[38;5;9m')
    expect(scanned('\x1b[31m\x1b[0m').restore()).toBe('\x18\x1b[0m')
    expect(scanned('\x1b[?2004h\x1b[?25l\x1b[?1049h').restore()).toBe('\x18\x1b[0m\x1b[?2004h\x1b[?25l')
  })
})

const pieces = (chunks: readonly Uint8Array[]): Piece[] => {
  const scan = new Scan()
  return chunks.map((chunk) => {
    const before = scan.clone()
    scan.feed(chunk)
    return { bytes: chunk, before }
  })
}

describe('cut', () => {
  it('keeps a suffix that begins at rest', () => {
    fc.assert(
      fc.property(fc.array(stream, { minLength: 1, maxLength: 8 }), fc.nat(300), (texts, keep) => {
        const chunks = texts.map(bytes)
        const done = cut(pieces(chunks), keep)
        if (done === null) return
        const whole = joined(chunks)
        expect(whole.subarray(done.skipped)).toEqual(done.rest)
        if (done.skipped > 0) expect(done.scan.ground).toBe(true)
        const again = new Scan()
        again.feed(whole.subarray(0, done.skipped))
        expect(facts(again)).toEqual(facts(done.scan))
        expect(done.rest.length).toBeLessThanOrEqual(keep)
      }),
      { numRuns: 500 },
    )
  })

  it('prefers the end of a line', () => {
    const done = cut(pieces([bytes('aaaa\r\nbbbb\r\ncccc')]), 8)
    expect(new TextDecoder().decode(done?.rest)).toBe('cccc')
  })

  it('does not cut a line that stands inside a sequence', () => {
    const done = cut(pieces([bytes(`\x1b]0;${'x\n'.repeat(50)}\x07visible\r\nprompt$ `)]), 60)
    expect(new TextDecoder().decode(done?.rest)).toBe('prompt$ ')
  })

  it('does not cut within a title, whatever its letters', () => {
    const text = `${'-'.repeat(40)}\x1b]0;${'М'.repeat(20)}\x07shown`
    const done = cut(pieces([bytes(text)]), bytes('М'.repeat(10)).length + 6)
    expect(new TextDecoder().decode(done?.rest)).toBe('shown')
  })
})

describe('Dropper', () => {
  it('keeps the end of a flood and counts what is missing', () => {
    const dropper = new Dropper(new Scan(), 8192)
    const line = bytes('y\r\n'.repeat(1000))
    for (let i = 0; i < 500; i++) expect(dropper.push(line)).toBe(true)
    dropper.push(bytes('\x1b[?2004h^C\r\nprompt$ '))
    const { skipped, bytes: rest } = dropper.finish()
    const text = new TextDecoder().decode(rest)
    expect(text.endsWith('prompt$ ')).toBe(true)
    expect(rest.length).toBeLessThan(8192 + 64)
    expect(skipped + rest.length).toBeGreaterThan(500 * line.length)
    expect(text).toMatch(/^\x18\x1b\[0m(y\r\n)+/)
  })

  it('stops where the screen is switched', () => {
    const dropper = new Dropper(new Scan(), 8192)
    dropper.push(bytes('flood\r\n'))
    expect(dropper.push(bytes('\x1b[?1049hfull screen'))).toBe(false)
    expect(new TextDecoder().decode(dropper.finish().bytes)).toBe('flood\r\n')
  })
})
