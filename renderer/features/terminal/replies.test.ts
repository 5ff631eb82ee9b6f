import headless from '@xterm/headless'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { guardReplies, type Listening } from './replies.ts'

const { Terminal } = headless

const DARK = { foreground: '#d6dbe2', background: '#0b0d10' }
let own = DARK

/** What a terminal says to these bytes: by our guard, and by xterm in spite of it. */
async function answers(bytes: string): Promise<{ guarded: string[]; leaked: string[] }> {
  const terminal = new Terminal({ cols: 80, rows: 24, allowProposedApi: true })
  const guarded: string[] = []
  const leaked: string[] = []
  terminal.onData((data) => leaked.push(data))
  terminal.onBinary((data) => leaked.push(data))
  guardReplies(
    terminal as unknown as Listening,
    (text) => guarded.push(text),
    () => true,
    () => own,
  )
  await new Promise<void>((resolve) => terminal.write(bytes, resolve))
  terminal.dispose()
  return { guarded, leaked }
}

/** All that a reply may be. */
const FIXED =
  /^(\x1b\[\?1;2c|\x1b\[>0;276;0c|\x1b\[0n|\x1b\[\??\d{1,3};\d{1,3}R|\x1b\[\?(1|7|9|25|45|66|1000|1002|1003|1004|1006|1049|2004|2026);[12]\$y|\x1b\]1[01];rgb:[0-9a-f/]{14}\x1b\\)$/

/** Every query known to have been turned against a terminal, with a command in the place where it would be repeated. */
const CORPUS = [
  '\x1bP$qm;touch /tmp/x\x1b\\',
  '\x1bP$q;id\n\x1b\\',
  '\x1bP$qr\x1b\\',
  '\x1bP$q q\x1b\\',
  '\x1bP$q"p\x1b\\',
  '\x1bP+q696410\x1b\\',
  '\x1bP+q544e\x1b\\',
  '\x1b]0;id\n\x07\x1b[21t',
  '\x1b]2;id\x07\x1b[20t\x1b[21t',
  '\x1b[14t',
  '\x1b[16t',
  '\x1b[18t',
  '\x1b[19t',
  '\x1b[22;0t\x1b[23;0t',
  '\x1b]4;1;?\x07',
  '\x1b]4;1;rgb:69/64/0a\x07\x1b]4;1;?\x07',
  '\x1b]10;rgb:69/64/0a\x07\x1b]10;?\x07',
  '\x1b]11;?\x1b\\',
  '\x1b]12;?\x07',
  '\x1b]10;?;?\x07',
  '\x1b]52;c;?\x07',
  '\x1b]52;p;?\x1b\\',
  '\x1b]50;?\x07',
  '\x1b]1337;ReportVariable=cGF0aA==\x07',
  '\x1b]1337;ReportCellSize\x07',
  '\x1b]60;?\x07',
  '\x1b[c',
  '\x1b[0c',
  '\x1b[>c',
  '\x1b[=c',
  '\x1bZ',
  '\x1b[5n',
  '\x1b[6n',
  '\x1b[?6n',
  '\x1b[?15n',
  '\x1b[?25n',
  '\x1b[?26n',
  '\x1b[?53n',
  '\x1b[?996n',
  '\x1b[?2026$p',
  '\x1b[?31337$p',
  '\x1b[4$p',
  '\x1b[20$p',
  '\x1b[>q',
  '\x1b[>0q',
  '\x1b[?u',
  '\x1b[x',
  '\x1b[1x',
  '\x1b[1;1;1;1;24;80*y',
  '\x05',
  '\x1b[?1004h',
  '\x9bc',
  '\x9b6n',
  '\x90$qm\x9c',
]

describe('replies', () => {
  it('to every known query are fixed, and xterm itself says nothing', async () => {
    for (const query of CORPUS) {
      const { guarded, leaked } = await answers(`harmless\r\n${query}`)
      expect(leaked, JSON.stringify(query)).toEqual([])
      for (const text of guarded) expect(text, JSON.stringify(query)).toMatch(FIXED)
    }
  })

  it('are given to what programs need', async () => {
    expect((await answers('\x1b[c')).guarded).toEqual(['\x1b[?1;2c'])
    expect((await answers('ab\x1b[6n')).guarded).toEqual(['\x1b[1;3R'])
    expect((await answers('\x1b]11;?\x07')).guarded).toEqual(['\x1b]11;rgb:0b0b/0d0d/1010\x1b\\'])
    own = { foreground: '#1F2328', background: '#ffffff' }
    expect((await answers('\x1b]10;?\x07\x1b]11;?\x07')).guarded).toEqual([
      '\x1b]10;rgb:1F1F/2323/2828\x1b\\',
      '\x1b]11;rgb:ffff/ffff/ffff\x1b\\',
    ])
    own = { foreground: 'red; touch /tmp/x', background: '' }
    expect((await answers('\x1b]10;?\x07\x1b]11;?\x07')).guarded).toEqual([])
    own = DARK
    expect((await answers('\x1b[?2026$p')).guarded).toEqual(['\x1b[?2026;1$y'])
  })

  it('are fixed for any bytes', async () => {
    const piece = fc.oneof(
      fc.constantFrom(...CORPUS),
      fc.string({ unit: 'binary' }),
      fc.constantFrom('\x1b[', '\x1bP', '\x1b]', '\x07', '\x1b\\', '?', '$q', '$p', 'n', 'c', 't', ';', '6'),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 30 }), async (parts) => {
        const { guarded, leaked } = await answers(parts.join(''))
        expect(leaked).toEqual([])
        for (const text of guarded) expect(text).toMatch(FIXED)
      }),
      { numRuns: 300 },
    )
  })
})
