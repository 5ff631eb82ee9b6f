import fc from 'fast-check'
import { expect, it } from 'vitest'
import { parseStamp } from './stamp.ts'

const FIRST = Date.UTC(2026, 10, 21, 15, 4, 5) / 1000
const read = (text: string) => {
  const into = { sec: -1, nano: -1 }
  const bytes = new TextEncoder().encode(text)
  return { at: parseStamp(bytes, 0, bytes.length, into), ...into }
}

it('takes nothing for a stamp before the first one was read', () => {
  const shaped = '.123456789Z and more'
  for (const byte of [0, 0x20, 0x30, 0xff]) {
    const bytes = Buffer.concat([Buffer.alloc(19, byte), Buffer.from(shaped)])
    expect(parseStamp(bytes, 0, bytes.length, { sec: -1, nano: -1 })).toBe(-1)
  }
})

/** Few seconds, so that most are those that were read last. */
const stamp = fc
  .record({
    after: fc.nat(2),
    digits: fc.oneof(fc.constant('.'), fc.stringMatching(/^\.\d{1,9}$/), fc.stringMatching(/^\.\d{9}$/), fc.constant('')),
    zone: fc.constantFrom({ text: 'Z', seconds: 0 }, { text: 'Z', seconds: 0 }, { text: '+03:00', seconds: 10_800 }),
  })
  .map(({ after, digits, zone }) => ({
    text: `${new Date((FIRST + after) * 1000).toISOString().slice(0, 19)}${digits}${zone.text} `,
    sec: FIRST + after - zone.seconds,
    nano: Number(digits.slice(1).padEnd(9, '0')),
  }))

it('reads each stamp as if it were the only one, whatever was read before it', () => {
  fc.assert(
    fc.property(fc.array(stamp, { maxLength: 12 }), (stamps) => {
      for (const { text, sec, nano } of stamps) expect(read(`${text}and more than a stamp`)).toEqual({ at: text.length, sec, nano })
    }),
  )
})

it('takes nothing for a stamp that only begins like the last one', () => {
  const before = '2026-11-21T15:04:05.123456789Z '
  read(before)
  for (const [at, byte] of [...'2026-11-21T15:04:05.123456789Z '].entries()) {
    const broken = `${before.slice(0, at)}${byte === ' ' ? 'x' : ' '}${before.slice(at + 1)}and more`
    expect(read(broken).at, broken).toBe(-1)
  }
})
