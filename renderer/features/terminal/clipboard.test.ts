import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clipboardRequest, MAX_BYTES } from './clipboard.ts'

const base64 = (bytes: Iterable<number>) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
const encoded = (text: string) => base64(new TextEncoder().encode(text))

test('a text is asked for as it is, whatever it is', () => {
  expect(clipboardRequest(`c;${encoded('héllo 漢字 👨‍👩‍👧\n')}`)).toBe('héllo 漢字 👨‍👩‍👧\n')
  expect(clipboardRequest(`;${encoded('to no named selection')}`)).toBe('to no named selection')
  fc.assert(fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (text) => clipboardRequest(`c;${encoded(text)}`) === text))
})

test.each(['c;?', 'p;?', ';?', 's0;?', 'c;', '', '?', encoded('no selection'), 'c;***', 'c;?abc', `c;${base64([0xff, 0xfe])}`])(
  '%j is a question or nonsense, and nothing is asked of the user',
  (data) => {
    expect(clipboardRequest(data)).toBeNull()
  },
)

test('what is longer than the bound is refused whole', () => {
  expect(clipboardRequest(`c;${encoded('x'.repeat(MAX_BYTES))}`)).toHaveLength(MAX_BYTES)
  expect(clipboardRequest(`c;${encoded('x'.repeat(MAX_BYTES + 1))}`)).toBeNull()
  expect(clipboardRequest(`c;${encoded('漢'.repeat(MAX_BYTES / 2))}`)).toBeNull()
  // Before it is decoded.
  expect(clipboardRequest(`c;${'A'.repeat(10_000_000)}`)).toBeNull()
})
