import type { IDisposable, IFunctionIdentifier, IParser, Terminal } from '@xterm/xterm'

/** What both xterm and its headless form have, so that the corpus runs without a page. */
export type Listening = Pick<Terminal, 'rows' | 'cols'> & {
  parser: IParser
  buffer: { active: { cursorX: number; cursorY: number } }
}

/** Modes whose state a program may ask for; each has two possible answers, both written here. */
const MODES = new Set([1, 7, 9, 25, 45, 66, 1000, 1002, 1003, 1004, 1006, 1049, 2004, 2026])

/** `#rrggbb` of the theme, whatever the container has set. */
export type OwnColours = { foreground: string; background: string }

/**
 * Takes every query out of xterm's hands. A reply is typed into the container's program: one that repeats bytes of the
 * container's choosing types its commands into a shell (promise T5). So each reply is one of a few fixed texts, or a cursor
 * position; everything else that asks is not answered at all.
 * @param reply sends a reply; called with nothing else.
 * @param modeOf whether a mode is set; undefined when it is not known.
 * @param colours of the theme now: programs choose their palette for a dark or a light ground by them.
 */
export function guardReplies(
  terminal: Listening,
  reply: (text: string) => void,
  modeOf: (mode: number) => boolean | undefined,
  colours: () => OwnColours,
): IDisposable[] {
  const { parser } = terminal
  const csi = (id: IFunctionIdentifier, answer: (params: number[]) => string | null) =>
    parser.registerCsiHandler(id, (params) => {
      const text = answer(params.map((param) => (typeof param === 'number' ? param : -1)))
      if (text !== null) reply(text)
      return true
    })
  const position = () =>
    `${String(terminal.buffer.active.cursorY + 1)};${String(Math.min(terminal.buffer.active.cursorX + 1, terminal.cols))}R`
  const mode = (number: number): string | null => {
    if (!MODES.has(number)) return null
    const set = modeOf(number)
    return set === undefined ? null : `\x1b[?${String(number)};${set ? '1' : '2'}$y`
  }
  return [
    csi({ final: 'c' }, ([first]) => ((first ?? 0) > 0 ? null : '\x1b[?1;2c')),
    csi({ prefix: '>', final: 'c' }, ([first]) => ((first ?? 0) > 0 ? null : '\x1b[>0;276;0c')),
    csi({ prefix: '=', final: 'c' }, () => null),
    csi({ final: 'n' }, ([what]) => (what === 5 ? '\x1b[0n' : what === 6 ? `\x1b[${position()}` : null)),
    csi({ prefix: '?', final: 'n' }, ([what]) => (what === 6 ? `\x1b[?${position()}` : null)),
    csi({ prefix: '?', intermediates: '$', final: 'p' }, ([number]) => mode(number ?? -1)),
    csi({ intermediates: '$', final: 'p' }, () => null),
    csi({ prefix: '>', final: 'q' }, () => null),
    csi({ prefix: '?', final: 'u' }, () => null),
    csi({ intermediates: '*', final: 'y' }, () => null),
    csi({ final: 'x' }, () => null),
    csi({ final: 't' }, () => null),
    parser.registerDcsHandler({ intermediates: '$', final: 'q' }, () => true),
    parser.registerDcsHandler({ intermediates: '+', final: 'q' }, () => true),
    parser.registerOscHandler(10, (data) => colour(data, 10, colours().foreground, reply)),
    parser.registerOscHandler(11, (data) => colour(data, 11, colours().background, reply)),
    parser.registerOscHandler(12, (data) => data.includes('?')),
    parser.registerOscHandler(4, (data) => data.includes('?')),
  ]
}

/** A question is answered with our own colour, whatever the container has set; a setting goes on to xterm. */
function colour(data: string, what: 10 | 11, own: string, reply: (text: string) => void): boolean {
  const parts = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(own)?.slice(1)
  // Each of 16 bits, by doubling its 8.
  if (data === '?' && parts !== undefined) reply(`\x1b]${String(what)};rgb:${parts.map((part) => part + part).join('/')}\x1b\\`)
  return data.includes('?')
}
