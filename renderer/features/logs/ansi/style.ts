/** Look of a run of text. Colours: null = the view's own, 0–255 = palette, `RGB | 0xrrggbb` = true colour. */
export type AnsiStyle = {
  readonly fg: number | null
  readonly bg: number | null
  readonly bold: boolean
  readonly dim: boolean
  readonly italic: boolean
  readonly underline: boolean
  readonly inverse: boolean
}

export const RGB = 0x1000000
export const PLAIN: AnsiStyle = { fg: null, bg: null, bold: false, dim: false, italic: false, underline: false, inverse: false }

const SIMPLE: Record<number, Partial<AnsiStyle>> = {
  1: { bold: true },
  2: { dim: true },
  3: { italic: true },
  4: { underline: true },
  7: { inverse: true },
  22: { bold: false, dim: false },
  23: { italic: false },
  24: { underline: false },
  27: { inverse: false },
  39: { fg: null },
  49: { bg: null },
}

/** The style after an SGR sequence (ECMA-48, 8.3.117; colours 38 and 48 as ISO 8613-6 and xterm have them). Unknown ones change nothing. */
export function applySgr(style: AnsiStyle, parameters: string): AnsiStyle {
  // `38:2::r:g:b` has a colour space that `38;2;r;g;b` has not.
  const list = parameters
    .replace(/([34]8):2:\d*:(\d+):(\d+):(\d+)/g, '$1;2;$2;$3;$4')
    .split(/[;:]/)
    .slice(0, 64)
    .map((p) => (p === '' ? 0 : Number(p)))
  let next = style
  for (let i = 0; i < list.length; i++) {
    const code = list[i] as number
    if (code === 0) next = PLAIN
    else if (code === 38 || code === 48) {
      const { color, used } = extended(list, i + 1)
      if (color !== undefined) next = code === 38 ? { ...next, fg: color } : { ...next, bg: color }
      i += used
    } else if (code >= 30 && code <= 37) next = { ...next, fg: code - 30 }
    else if (code >= 40 && code <= 47) next = { ...next, bg: code - 40 }
    else if (code >= 90 && code <= 97) next = { ...next, fg: code - 82 }
    else if (code >= 100 && code <= 107) next = { ...next, bg: code - 92 }
    else if (SIMPLE[code] !== undefined) next = { ...next, ...SIMPLE[code] }
  }
  return next
}

const byte = (n: number | undefined): number | undefined => (n !== undefined && n >= 0 && n <= 255 ? n : undefined)

function extended(list: number[], at: number): { color: number | undefined; used: number } {
  if (list[at] === 5) return { color: byte(list[at + 1]), used: 2 }
  if (list[at] !== 2) return { color: undefined, used: 0 }
  const [r, g, b] = [byte(list[at + 1]), byte(list[at + 2]), byte(list[at + 3])]
  return { color: r === undefined || g === undefined || b === undefined ? undefined : RGB | (r << 16) | (g << 8) | b, used: 4 }
}
