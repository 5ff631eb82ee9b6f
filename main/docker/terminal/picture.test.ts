import fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import { headless, type NewScreen, type Screen } from './headless.ts'
import type { HeadlessTerminal } from './xterm-inside.ts'
import { insideOf, type Look } from './xterm-inside.ts'

const COLS = 20
const ROWS = 6
const size = { cols: COLS, rows: ROWS, scrollback: 50 }
const opened: HeadlessTerminal[] = []
afterEach(() => {
  for (const terminal of opened.splice(0)) terminal.dispose()
})

function open(make: NewScreen): Screen {
  const screen = make(size)
  opened.push(screen.terminal)
  return screen
}

const tell = (terminal: HeadlessTerminal, data: string) => new Promise<void>((resolve) => terminal.write(data, resolve))

/** As it is drawn: the link by its address, as its number is each terminal's own, and none that xterm has forgotten. */
function lookOf(terminal: HeadlessTerminal, { fg, bg, extended: { _ext, urlId } }: Look): string {
  const extended = (bg & 0x10000000) !== 0
  const style = (fg & 0x10000000) === 0 ? 0 : (extended && (_ext >>> 26) & 7) || 1
  const line = style === 0 ? '' : `${String(style)} ${String(extended ? drawn(_ext & 0x3ffffff) : 0)}`
  const link = extended ? insideOf(terminal)._oscLinkService.getLinkData(urlId) : undefined
  return [drawn(fg), drawn(bg & ~0x10000000), line, link?.uri ?? ''].join(',')
}

/** An index of the palette may stand in what is left of a colour before it. */
function drawn(word: number): number {
  const mode = word & 0x3000000
  return mode === 0x1000000 || mode === 0x2000000 ? word & ~0xffff00 : word
}

/** Every cell of both screens with all its attributes, and where the cursor stands. */
function everything(terminal: HeadlessTerminal): unknown {
  const { active, normal, alternate } = terminal.buffer
  const lines = (buffer: typeof active) =>
    [...Array(buffer.length).keys()].map((y) => {
      const line = buffer.getLine(y)
      const cells = [...Array(COLS).keys()].map((x) => {
        const cell = line?.getCell(x) as unknown as Look & { getChars(): string; getWidth(): number }
        return `${cell.getWidth() === 0 ? '' : cell.getChars() || ' '}|${lookOf(terminal, cell)}`
      })
      return `${line?.isWrapped === true && y > 0 ? 'wrapped ' : ''}${cells.join(' ')}`
    })
  const inside = insideOf(terminal)
  const { cursorX, cursorY, baseY, type } = active
  return {
    cursor: { type, cursorX, cursorY, baseY },
    pen: lookOf(terminal, inside._inputHandler._curAttrData),
    margins: [inside.buffers.active.scrollTop, inside.buffers.active.scrollBottom],
    modes: { ...terminal.modes },
    normal: lines(normal),
    alternate: type === 'alternate' ? lines(alternate) : [],
  }
}

/** Tells a second terminal the picture of the first. */
async function rebuilt(first: Screen, make: NewScreen): Promise<Screen> {
  const second = open(make)
  await tell(second.terminal, first.serialize())
  return second
}

async function expectSame(before: string, after: string): Promise<void> {
  const make = await headless()
  const first = open(make)
  await tell(first.terminal, before)
  const second = await rebuilt(first, make)
  expect(everything(second.terminal)).toEqual(everything(first.terminal))
  for (const { terminal } of [first, second]) await tell(terminal, after)
  expect(everything(second.terminal)).toEqual(everything(first.terminal))
}

test.each([
  // What vim does: its status line is the last that was written, bold and inverse, and the pen is plain again.
  [
    'a status line in a full-screen program',
    '$ vim\r\n\x1b[?1049h\x1b[2J\x1b[5;1H\x1b[1;7m/tmp/a    0,0-1\x1b[m\x1b[1;1Habc',
    '\x1b[?1049l$ ',
  ],
  ['a shell with a pen of its own', '\x1b[1;31m$ \x1b[?1049h\x1b[0;44m\x1b[2Jx', '\x1b[?1049l$ '],
  ['a status line that is still being written', '\x1b[?1049h\x1b[5;1H\x1b[1;7mstatus', ' more\x1b[?1049l$ '],
  ['every kind of underline', '\x1b[4ma\x1b[4:2mb\x1b[4:3mc\x1b[4:4md\x1b[4:5me\x1b[58:5:9mf\x1b[58:2::1:2:3mg', 'h\x1b[59mi\x1b[mj'],
  ['an underline colour without an underline', '\x1b[58:2::1:2:3ma', '\x1b[4:3mb'],
  [
    'a link',
    'a\x1b]8;;https://example.com/\x1b\\link\x1b]8;;\x1b\\b \x1b]8;id=1;https://example.com/;x\x1b\\open',
    ' more\x1b]8;;\x1b\\end',
  ],
  ['a link over a whole coloured line', `\x1b]8;;https://example.com/\x07\x1b[32m${'x'.repeat(COLS + 3)}\x1b[m\x1b]8;;\x07`, 'y'],
  ['all flags', '\x1b[1;2;3;5;7;8;9;53;91;105ma\x1b[38;5;7;48;5;200mb\x1b[38;2;1;2;3;48;2;4;5;6mc\x1b[1"qd', 'e'],
  ['a coloured empty line', '\x1b[44m\x1b[2J\x1b[3;4Hx\x1b[K\x1b[m\r\n', '\x1b[42m\n\n\n\n'],
  ['a cursor that waits for its next letter', 'x'.repeat(COLS), 'y'],
  ['a wide letter without room', `${'x'.repeat(COLS - 1)}漢`, '字'],
  ['a wrapped line whose end was erased', `${'x'.repeat(COLS + 2)}\x1b[A\x1b[15G\x1b[42m\x1b[K`, '\x1b[By'],
  ['line drawing', '\x1b(0qqx', 'qq\x1b(Bq'],
  ['line drawing behind SO', '\x1b)0a\x0eq', 'q\x0fq'],
  ['tab stops', '\x1b[3g\x1b[5G\x1bH\r', '\ta\tb'],
  ['margins and origin mode', '\x1b[2;4r\x1b[?6h\x1b[2;3Hx', '\x1b[1;1Hy\n\n\nz'],
  ['what was saved', 'ab\x1b[31m\x1b7\x1b[m\r\nc', '\x1b8d'],
  ['what a full-screen program saved', '\x1b[?1049h\x1b[3;5H\x1b[1m\x1b7\x1b[m\x1b[H', '\x1b8x\x1b[?1049ly'],
  ['insert mode and no wrapping', 'abc\r\x1b[4h\x1b[?7l', 'x'.repeat(COLS + 4)],
  ['letters that stand together', '\x1b[1;5He\x1b[1;6H\u{1F1E9}\x1b[1;9H\u{1F1EA}👨‍👩‍👧🇩🇪e\u0301|', 'x'],
])('a picture holds %s', async (_what, before, after) => {
  await expectSame(before, after)
})

const number = (max: number) => fc.integer({ min: 1, max })
const colour = fc.oneof(
  fc.constantFrom('39', '49', '31', '42', '97', '104', '38;5;3', '48;5;200', '38;2;1;2;3', '48;2;9;8;7', '58:5:4', '58:2::1:2:3'),
)
const flag = fc.constantFrom(
  '',
  '0',
  '1',
  '2',
  '3',
  '4',
  '4:0',
  '4:2',
  '4:3',
  '7',
  '8',
  '9',
  '21',
  '22',
  '23',
  '24',
  '27',
  '28',
  '29',
  '53',
  '55',
)
const step = fc.oneof(
  { weight: 6, arbitrary: fc.string({ unit: fc.constantFrom('a', 'b', 'z', ' ', 'é', '漢', '😀', 'ж'), minLength: 1, maxLength: 25 }) },
  { weight: 4, arbitrary: fc.array(fc.oneof(colour, flag), { minLength: 1, maxLength: 3 }).map((all) => `\x1b[${all.join(';')}m`) },
  { weight: 2, arbitrary: fc.tuple(number(ROWS), number(COLS)).map(([y, x]) => `\x1b[${String(y)};${String(x)}H`) },
  { weight: 3, arbitrary: fc.constantFrom('\r\n', '\n', '\r', '\t', '\b', '\x1bM', '\x1bD', '\x1bE') },
  { weight: 2, arbitrary: fc.tuple(number(6), fc.constantFrom(...'ABCDPX@LMSTbGd')).map(([n, final]) => `\x1b[${String(n)}${final}`) },
  { weight: 2, arbitrary: fc.constantFrom('\x1b[K', '\x1b[1K', '\x1b[2K', '\x1b[J', '\x1b[1J', '\x1b[2J') },
  { weight: 2, arbitrary: fc.constantFrom('\x1b[?1049h', '\x1b[?1049l', '\x1b[?47h', '\x1b[?47l', '\x1b[?1047h', '\x1b[?1047l') },
  { weight: 2, arbitrary: fc.constantFrom('\x1b7', '\x1b8', '\x1b[s', '\x1b[u') },
  {
    weight: 1,
    arbitrary: fc.tuple(number(ROWS), number(ROWS)).map(([a, b]) => `\x1b[${String(Math.min(a, b))};${String(Math.max(a, b))}r`),
  },
  { weight: 1, arbitrary: fc.constantFrom('\x1b[?6h', '\x1b[?6l', '\x1b[4h', '\x1b[4l', '\x1b[r', '\x1bc', '\x1b[!p') },
  {
    weight: 1,
    arbitrary: fc.constantFrom(';https://a.example/', 'id=x;https://b.example/').map((link) => `\x1b]8;${link}\x1b\\link\x1b]8;;\x1b\\`),
  },
)
const program = fc.array(step, { maxLength: 40 }).map((steps) => steps.join(''))

// The letter before is not held: a REP, or an accent that comes in a piece of its own, is told apart by the control before it.
test('a picture of any program goes on as the terminal itself', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(program, program, (before, after) => expectSame(before, `\0${after}`)),
    { numRuns: 150 },
  )
})
