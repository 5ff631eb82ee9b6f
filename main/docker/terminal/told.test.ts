import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Scan } from './scan.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
function told(text: string): string {
  const scan = new Scan()
  scan.feed(bytes(text))
  return scan.extraModes()
}
const ST = '\x1b\\'

test.each([
  ['the title', '\x1b]0;one\x07x\x1b]2;two Привет\x1b\\', `\x1b]2;two Привет${ST}`],
  ['an emptied title', '\x1b]2;one\x07\x1b]2;\x07', `\x1b]2;${ST}`],
  ['a title that ends with a C1 control', '\x1b]2;one\u009c', `\x1b]2;one${ST}`],
  ['the palette', '\x1b]4;1;#ff0000;2;rgb:00/ff/00\x07', `\x1b]4;1;#ff0000${ST}\x1b]4;2;rgb:00/ff/00${ST}`],
  ['the newest of a colour', '\x1b]4;1;#ff0000\x07\x1b]4;1;#00ff00\x07', `\x1b]4;1;#00ff00${ST}`],
  ['text, ground and cursor', '\x1b]10;#111111;#222222\x07\x1b]12;#333\x07', `\x1b]10;#111111${ST}\x1b]11;#222222${ST}\x1b]12;#333${ST}`],
  ['what was taken back', '\x1b]4;1;#ff0000;2;#00ff00\x07\x1b]11;#000000\x07\x1b]104;1\x07\x1b]111\x07', `\x1b]4;2;#00ff00${ST}`],
  ['the whole palette taken back', '\x1b]4;1;#ff0000;2;#00ff00\x07\x1b]104\x07', ''],
  ['no question', '\x1b]4;1;?\x07\x1b]10;?\x07\x1b]11;?;?\x07', ''],
  ['no clipboard, no folder, no link', '\x1b]52;c;aGk=\x07\x1b]7;file:///x\x07\x1b]8;;https://a.example/\x07', ''],
  ['nothing endless', `\x1b]2;${'x'.repeat(5000)}\x07`, ''],
  ['nothing cancelled', '\x1b]2;one\x18', ''],
])('a page that comes back is told %s', (_what, text, expected) => {
  expect(told(text)).toBe(expected)
})

test('however the stream is cut', () => {
  const whole = bytes('a\x1b]2;Привет\x1b\\b\x1b]4;7;#123456\x07\x1b]11;#000000\u009cx')
  fc.assert(
    fc.property(fc.nat({ max: whole.length }), fc.nat({ max: whole.length }), (a, b) => {
      let scan = new Scan()
      for (const [from, to] of [
        [0, Math.min(a, b)],
        [Math.min(a, b), Math.max(a, b)],
        [Math.max(a, b), whole.length],
      ]) {
        scan = scan.clone()
        scan.feed(whole.subarray(from, to))
      }
      expect(scan.extraModes()).toBe(`\x1b]2;Привет${ST}\x1b]4;7;#123456${ST}\x1b]11;#000000${ST}`)
    }),
  )
})

test('what is left out of a flood does not lose them', () => {
  const scan = new Scan()
  scan.feed(bytes('\x1b]2;one\x07\x1b]4;1;#ff0000\x07'))
  expect(scan.restore()).toContain(`\x1b]2;one${ST}\x1b]4;1;#ff0000${ST}`)
})
