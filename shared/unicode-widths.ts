/**
 * Emoji and letters of Unicode 14 to 17 that are two columns wide (EastAsianWidth.txt, W) and that the width table of xterm's
 * grapheme addon (0.4), which is of Unicode 13, takes for one. First and last of each range.
 */
const WIDE: readonly (readonly [number, number])[] = [
  [0x1aff0, 0x1affe],
  [0x1b11f, 0x1b122],
  [0x1b132, 0x1b132],
  [0x1b155, 0x1b155],
  [0x1f6d8, 0x1f6d8],
  [0x1f6dc, 0x1f6df],
  [0x1f7f0, 0x1f7f0],
  [0x1f979, 0x1f979],
  [0x1f9cc, 0x1f9cc],
  [0x1fa75, 0x1fa77],
  [0x1fa7b, 0x1fa7c],
  [0x1fa87, 0x1fa8a],
  [0x1fa8e, 0x1fa8f],
  [0x1faa9, 0x1faaf],
  [0x1fab7, 0x1fabf],
  [0x1fac3, 0x1fac6],
  [0x1fac8, 0x1fac8],
  [0x1facd, 0x1facf],
  [0x1fad7, 0x1fadc],
  [0x1fadf, 0x1faea],
  [0x1faef, 0x1faf8],
]
const FIRST = 0x1aff0

/** What xterm asks of a version of Unicode; `charProperties` is packed: its second and third bit are the width. */
type Provider = {
  readonly version: string
  wcwidth(codepoint: number): 0 | 1 | 2
  charProperties(codepoint: number, preceding: number): number
}
type Unicode = { register(provider: Provider): void; activeVersion: string; readonly versions: readonly string[] }

const isLate = (codepoint: number): boolean => codepoint >= FIRST && WIDE.some(([from, to]) => codepoint >= from && codepoint <= to)
const WIDTH = 0b110
const TWO = 0b100

/**
 * The addon's letters with the widths of Unicode 17, registered with a terminal and made its own.
 * @param activate the addon's own, given a terminal with nothing but its `unicode`.
 */
export function registerUnicode(unicode: Unicode, activate: (terminal: { unicode: Unicode }) => void): void {
  const found: Provider[] = []
  const catching: Unicode = { activeVersion: '', versions: [], register: (provider) => void found.push(provider) }
  activate({ unicode: catching })
  const graphemes = found.find(({ version }) => version === catching.activeVersion)
  if (graphemes === undefined) return
  const version = `${graphemes.version}-gantry`
  unicode.register({
    version,
    wcwidth: (codepoint) => (isLate(codepoint) ? 2 : graphemes.wcwidth(codepoint)),
    charProperties: (codepoint, preceding) => {
      const properties = graphemes.charProperties(codepoint, preceding)
      return isLate(codepoint) ? (properties & ~WIDTH) | TWO : properties
    },
  })
  unicode.activeVersion = version
}
