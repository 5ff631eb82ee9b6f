import { describe, expect, it } from 'vitest'
import { stampIso, writeLine } from './log-format.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const line = (text: Uint8Array, left = 0) => ({ sec: 1_795_240_000, nano: 7, stderr: true, text, left })
const JSON_STYLE = { format: 'json', stamps: false, names: false } as const
const parse = (out: Uint8Array): unknown => JSON.parse(new TextDecoder().decode(out))
const time = '2026-11-21T05:46:40.000000007Z'

describe('a line in a file', () => {
  it('has all nine digits, and nothing where there is no stamp', () => {
    expect(stampIso(1_795_240_000, 7)).toBe(time)
    expect(stampIso(0, 0)).toBe('')
  })

  it('is its bytes, or its text without sequences', () => {
    const text = bytes('\u001b[31mred\u001b[0m\r')
    const as = (format: 'raw' | 'text', names = false) =>
      new TextDecoder().decode(writeLine(line(text), 'web', { format, stamps: names, names }))
    expect(as('raw')).toBe('\u001b[31mred\u001b[0m\r\n')
    expect(as('text')).toBe('red\n')
    expect(as('text', true)).toBe(`${time} web red\n`)
  })

  it('is a JSON object, exact also where it is no UTF-8 or not whole', () => {
    const head = { time, stream: 'stderr', container: 'web' }
    expect(parse(writeLine(line(bytes('{"a":"ё\u0000"}\u001b[1m')), 'web', JSON_STYLE))).toEqual({
      ...head,
      line: '{"a":"ё\u0000"}\u001b[1m',
    })
    const broken = new Uint8Array([0x61, 0xff, 0xc3, 0x62, 0xfe])
    const out = parse(writeLine(line(broken, 12), 'web', JSON_STYLE)) as { base64: string }
    expect(out).toMatchObject({ ...head, line: 'a\ufffd\ufffdb\ufffd', omitted: 12 })
    expect(Uint8Array.from(atob(out.base64), (c) => c.charCodeAt(0))).toEqual(broken)
  })
})
