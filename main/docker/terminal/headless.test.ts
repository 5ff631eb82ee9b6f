import { expect, test } from 'vitest'
import { headless } from './headless.ts'

/** Columns a text takes, and the cells it is drawn in. */
async function drawn(text: string): Promise<{ columns: number; cells: string[] }> {
  const { terminal } = (await headless())({ cols: 80, rows: 4, scrollback: 0 })
  await new Promise<void>((resolve) => terminal.write(text, resolve))
  const { active } = terminal.buffer
  const line = active.getLine(0)
  const cells: string[] = []
  for (let x = 0; x < active.cursorX; x++) {
    const cell = line?.getCell(x)
    if (cell !== undefined && cell.getWidth() > 0) cells.push(cell.getChars())
  }
  const columns = active.cursorX
  terminal.dispose()
  return { columns, cells }
}

/** Unicode 15: a grapheme cluster (UAX 29) is one letter, as wide as its base, or two columns where it is shown as an emoji. */
test.each([
  ['a', 1],
  ['é', 1],
  ['e\u0301', 1],
  ['a\u0300\u0323\u0308', 1],
  ['漢', 2],
  ['ｱ', 1],
  ['한', 2],
  ['\u1112\u1161\u11ab', 2],
  ['😀', 2],
  ['👍🏽', 2],
  ['👨‍👩‍👧‍👦', 2],
  ['🏳️‍🌈', 2],
  ['🇩🇪', 2],
  ['❤️', 2],
  ['1️⃣', 2],
  ['\u{1FAE8}', 2],
  ['\u{1FABF}', 2],
])('%j is one letter of %i columns', async (text, columns) => {
  expect(await drawn(text)).toEqual({ columns, cells: [text] })
})

test('letters that stand together stay apart', async () => {
  expect(await drawn('🇩🇪🇫🇷e\u0301x漢👨‍👩‍👧|')).toEqual({ columns: 11, cells: ['🇩🇪', '🇫🇷', 'e\u0301', 'x', '漢', '👨‍👩‍👧', '|'] })
})

test('every character that is an emoji by itself is two columns wide', async () => {
  const { terminal } = (await headless())({ cols: 80, rows: 4, scrollback: 0 })
  const narrow: string[] = []
  for (let code = 0x2000; code < 0x1_fb_00; code++) {
    const letter = String.fromCodePoint(code)
    // A half of a flag is one column.
    if (!/\p{Emoji_Presentation}/u.test(letter) || /\p{Regional_Indicator}/u.test(letter)) continue
    await new Promise<void>((resolve) => terminal.write(`\r${letter}`, resolve))
    if (terminal.buffer.active.cursorX !== 2) narrow.push(code.toString(16))
  }
  expect(narrow).toEqual([])
  terminal.dispose()
})

test('a letter that comes in pieces is put together', async () => {
  const { terminal } = (await headless())({ cols: 80, rows: 4, scrollback: 0 })
  for (const piece of '👨‍👩‍👧|') await new Promise<void>((resolve) => terminal.write(piece, resolve))
  expect(terminal.buffer.active.getLine(0)?.translateToString(true)).toBe('👨‍👩‍👧|')
  expect(terminal.buffer.active.cursorX).toBe(3)
  terminal.dispose()
})

test('a screen is rebuilt with every letter as wide as it was', async () => {
  const text = '漢字 e\u0301 👨‍👩‍👧 🇩🇪 ❤️ 👍🏽|'
  const make = await headless()
  const [first, second] = [make({ cols: 40, rows: 4, scrollback: 100 }), make({ cols: 40, rows: 4, scrollback: 100 })]
  await new Promise<void>((resolve) => first.terminal.write(`${text}\r\n${text.repeat(3)}`, resolve))
  await new Promise<void>((resolve) => second.terminal.write(first.serialize(), resolve))
  const cells = ({ terminal }: typeof first) => {
    const { active } = terminal.buffer
    return [...Array(active.length).keys()].map((y) =>
      [...Array(40).keys()].map((x) => [active.getLine(y)?.getCell(x)?.getChars(), active.getLine(y)?.getCell(x)?.getWidth()]),
    )
  }
  expect(cells(second)).toEqual(cells(first))
  expect([second.terminal.buffer.active.cursorX, second.terminal.buffer.active.cursorY]).toEqual([
    first.terminal.buffer.active.cursorX,
    first.terminal.buffer.active.cursorY,
  ])
  for (const { terminal } of [first, second]) terminal.dispose()
})
