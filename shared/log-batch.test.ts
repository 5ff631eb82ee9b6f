import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CAPPED, END_MASK, NANO_MASK, NOTICE, readBatch, SOURCE_SHIFT, STDERR } from './log-batch.ts'
import { BatchBuilder } from './log-batch-builder.ts'

const line = fc.record({
  source: fc.nat(63),
  stderr: fc.boolean(),
  sec: fc.nat(2 ** 32 - 1),
  nano: fc.nat(999_999_999),
  text: fc.uint8Array({ maxLength: 200 }),
  left: fc.oneof(fc.constant(0), fc.nat(Number.MAX_SAFE_INTEGER)),
})
type Line = typeof line extends fc.Arbitrary<infer T> ? T : never

function fill(lines: Line[]): BatchBuilder {
  const builder = new BatchBuilder()
  for (const l of lines) builder.add(l.source, l.stderr, l.sec, l.nano, l.text, 0, l.text.length, l.left)
  return builder
}

function read(batch: Uint8Array): Line[] {
  const { count, sec, nano, place, text } = readBatch(batch)
  return Array.from({ length: count }, (_, i) => {
    const p = place[i] ?? 0
    const capped = (p & CAPPED) !== 0
    const end = (p & END_MASK) - (capped ? 8 : 0)
    return {
      source: p >>> SOURCE_SHIFT,
      stderr: ((nano[i] ?? 0) & STDERR) !== 0,
      sec: sec[i] ?? 0,
      nano: (nano[i] ?? 0) & NANO_MASK,
      text: Uint8Array.from(text.subarray(i === 0 ? 0 : (place[i - 1] ?? 0) & END_MASK, end)),
      left: capped ? Number(Buffer.from(text).readBigUInt64LE(end)) : 0,
    }
  })
}

describe('log batch', () => {
  it('gives back what was put in, at any alignment', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 40 }), fc.nat(7), (lines, offset) => {
        const batch = fill(lines).take()
        const shifted = new Uint8Array(batch.length + offset)
        shifted.set(batch, offset)
        expect(read(shifted.subarray(offset))).toEqual(lines)
      }),
    )
  })

  it('is a queue: what is dropped from the front and moved elsewhere adds up to the whole', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 40 }), fc.nat(40), (lines, n) => {
        const from = fill(lines)
        const head = new BatchBuilder()
        const cut = Math.min(n, lines.length)
        for (let i = 0; i < cut; i++) head.move(from.columns(), i)
        from.dropFirst(cut)
        expect([...read(head.take()), ...read(from.take())]).toEqual(lines)
      }),
    )
  })

  it('counts notices and keeps their kind and words', () => {
    const builder = new BatchBuilder()
    builder.notice(3, 2, 'код 137', 5, 6)
    const batch = readBatch(builder.take())
    expect(batch).toMatchObject({ count: 1, notices: 1 })
    expect((batch.nano[0] ?? 0) >= NOTICE).toBe(true)
    expect([batch.text[0], Buffer.from(batch.text.subarray(1)).toString()]).toEqual([2, 'код 137'])
  })

  it('refuses bytes that are no batch', () => {
    const good = fill([]).take()
    for (const bad of [new Uint8Array(0), good.subarray(1), new Uint8Array([...good, 0]), new Uint8Array(16)])
      expect(() => readBatch(bad)).toThrow('rpc.bad-frame')
  })
})

it('a piece that was staged gives the same batch, whatever comes between its lines and however large it is', () => {
  const part = fc.record({ from: fc.nat(9000), length: fc.nat(300), other: fc.boolean(), left: fc.constantFrom(0, 0, 7) })
  fc.assert(
    fc.property(fc.array(part, { maxLength: 40 }), fc.integer({ min: 1, max: 70_000 }), fc.nat(200_000), (lines, size, before) => {
      const piece = Uint8Array.from({ length: size }, (_, i) => i % 251)
      const other = new Uint8Array(9500).fill(0xee)
      const made = [true, false].map((stages) => {
        const builder = new BatchBuilder()
        builder.add(0, false, 1, 1, new Uint8Array(before), 0, before)
        if (stages) builder.stage(piece)
        let at = 0
        for (const { from, length, other: elsewhere, left } of lines) {
          const start = elsewhere ? from : Math.min(size, at + (from % 50))
          const end = Math.min(elsewhere ? other.length : size, start + length)
          builder.add(1, false, 1, 1, elsewhere ? other : piece, start, end, left)
          if (!elsewhere) at = end
        }
        return builder.take()
      })
      expect(Buffer.compare(made[0] ?? new Uint8Array(0), made[1] ?? new Uint8Array(1))).toBe(0)
    }),
    { numRuns: 200 },
  )
})
