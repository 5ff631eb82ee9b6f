import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Demuxer } from './demux.ts'

type Frame = { kind: number; bytes: Uint8Array }

function frame(kind: number, payload: Uint8Array | string): Uint8Array {
  const bytes = Buffer.from(payload)
  const header = Buffer.alloc(8)
  header[0] = kind
  header.writeUInt32BE(bytes.length, 4)
  return Buffer.concat([header, bytes])
}

/** What came out: payloads joined per frame, and what was said of damage. */
function run(chunks: Uint8Array[]): { frames: { stderr: boolean; text: string }[]; damage: string | null } {
  const frames: { stderr: boolean; text: string }[] = []
  let parts: Uint8Array[] = []
  const demuxer = new Demuxer((stderr, chunk, start, end, first, last) => {
    if (first) parts = []
    parts.push(Uint8Array.from(chunk.subarray(start, end)))
    if (last) frames.push({ stderr, text: Buffer.concat(parts).toString('latin1') })
  })
  for (const chunk of chunks) demuxer.push(chunk)
  demuxer.end()
  return { frames, damage: demuxer.damage }
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

const frames = fc.array(fc.record({ kind: fc.constantFrom(1, 2), bytes: fc.uint8Array({ minLength: 1, maxLength: 300 }) }), {
  maxLength: 20,
})
const sizes = fc.array(fc.integer({ min: 1, max: 400 }), { maxLength: 8 })
const join = (list: Frame[]) => Buffer.concat(list.map((f) => frame(f.kind, f.bytes)))

describe('demuxer', () => {
  it('any chunking equals the whole', () => {
    fc.assert(
      fc.property(frames, sizes, (list, by) => {
        const whole = list.map((f) => ({ stderr: f.kind === 2, text: Buffer.from(f.bytes).toString('latin1') }))
        expect(run(cut(join(list), by))).toEqual({ frames: whole, damage: null })
      }),
    )
  })

  it('a type-3 frame is the engine speaking: passed on as damage, nothing after it as text', () => {
    fc.assert(
      fc.property(frames, frames, sizes, (before, after, by) => {
        const bytes = Buffer.concat([join(before), frame(3, 'no space left on device\n'), join(after)])
        const out = run(cut(bytes, by))
        expect(out.frames).toHaveLength(before.length)
        expect(out.damage).toBe('no space left on device')
      }),
    )
  })

  it('an unknown header is damage, never garbage', () => {
    fc.assert(
      fc.property(frames, fc.uint8Array({ minLength: 8, maxLength: 400 }), sizes, (before, junk, by) => {
        fc.pre((junk[0] ?? 0) > 3 || (junk[1] ?? 0) !== 0)
        const out = run(cut(Buffer.concat([join(before), junk]), by))
        expect(out.frames).toHaveLength(before.length)
        expect(out.damage).toMatch(/^unknown frame header( [0-9a-f]{2}){8}$/)
      }),
    )
  })

  it('a cut header or payload adds no frame and is no damage', () => {
    const bytes = join([{ kind: 1, bytes: Buffer.from('hello\n') }])
    for (let n = 0; n < bytes.length; n++) expect(run([bytes.subarray(0, n)])).toEqual({ frames: [], damage: null })
  })

  it.each([1, 64 * 1024, 1024 * 1024])('is linear in chunks of %i bytes', (size) => {
    const one = frame(1, 'x'.repeat(100))
    const build = (count: number) => cut(Buffer.concat(Array.from({ length: count }, () => one)), [size])
    const time = (chunks: Uint8Array[]) => {
      let bytes = 0
      const demuxer = new Demuxer((_s, _c, start, end) => {
        bytes += end - start
      })
      const from = performance.now()
      for (const chunk of chunks) demuxer.push(chunk)
      return { ms: performance.now() - from, bytes }
    }
    const few = size === 1 ? 1000 : 10_000
    const small = build(few)
    const large = build(few * 8)
    time(small)
    const ratios = [0, 1, 2].map(() => time(large).ms / time(small).ms)
    expect(time(large).bytes).toBe(few * 800)
    // 8 times the bytes: quadratic would be 64 times the time.
    expect(Math.min(...ratios)).toBeLessThan(24)
  })
})
