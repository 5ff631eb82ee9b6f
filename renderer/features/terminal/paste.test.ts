import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanPaste, encodePaste, mustConfirm } from './paste.ts'

const nasty = fc.array(
  fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('\x1b[201~', '\x1b[200~', '\x9b201~', '\x1b', '[201~', '\r\n', '\r', '\x03', '\x85'),
  ),
)
const text = nasty.map((parts) => parts.join(''))

describe('paste', () => {
  it('holds no ESC, C1 or other control but tab and newline, whatever the clipboard holds', () => {
    fc.assert(fc.property(text, (any) => void expect(cleanPaste(any)).not.toMatch(/[\0-\x08\x0b-\x1f\x7f-\x9f]/)))
  })

  it('cannot end the bracket: the one mark at the end is ours', () => {
    fc.assert(
      fc.property(text, (any) => {
        const sent = encodePaste(cleanPaste(any), true)
        expect(sent.indexOf('\x1b', 1)).toBe(sent.length - '\x1b[201~'.length)
      }),
    )
  })

  it('changes nothing in plain text, in any script', () => {
    for (const plain of ['ls -la\tx', 'Привет, 漢字 👩‍👩‍👧', 'a\nb\n']) expect(cleanPaste(plain)).toBe(plain)
  })

  it('asks for anything that would press Enter', () => {
    expect(mustConfirm('rm x')).toBe(false)
    expect(mustConfirm(cleanPaste('rm x\r'))).toBe(true)
  })

  it('is idempotent', () => {
    fc.assert(fc.property(text, (any) => void expect(cleanPaste(cleanPaste(any))).toBe(cleanPaste(any))))
  })
})
