/** A program that sets more colours than there are is broken or hostile. */
const MAX_COLOURS = 300
const SPECIAL = [10, 11, 12]
/** What xterm takes for a colour, and no question. */
const COLOUR = /^(#[\da-f]{3,12}|rgb:[\da-f]{1,4}(\/[\da-f]{1,4}){2})$/i

/**
 * What a program has said of its window by OSC: the title (0, 2), the palette (4) and the colours of text, ground and cursor
 * (10, 11, 12), with what takes them back (104, 110, 111, 112). Never changed: another one is made.
 */
export class Told {
  static readonly nothing = new Told(null, new Map())
  readonly #title: string | null
  /** By `4;index` or `10`. */
  readonly #colours: ReadonlyMap<string, string>

  private constructor(title: string | null, colours: ReadonlyMap<string, string>) {
    this.#title = title
    this.#colours = colours
  }

  /** @param osc its whole text: `0;title`, `4;1;#ff0000` */
  with(osc: string): Told {
    const [, what = '', rest = ''] = /^(\d+)(?:;(.*))?$/s.exec(osc) ?? []
    switch (what) {
      case '0':
      case '2':
        return new Told(rest, this.#colours)
      case '4':
        return this.#coloured(pairs(rest.split(';')))
      case '10':
      case '11':
      case '12':
        // Those that follow are for the next ones.
        return this.#coloured(rest.split(';').map((colour, at) => [String(Number(what) + at), colour] as const))
      case '104':
        return this.#without((key) => key.startsWith('4;') && (rest === '' || rest.split(';').includes(key.slice(2))))
      case '110':
      case '111':
      case '112':
        return this.#without((key) => key === String(Number(what) - 100))
      default:
        return this
    }
  }

  /** As it has to be said to a terminal that knows nothing of it. */
  again(): string {
    const title = this.#title === null ? '' : `\x1b]2;${this.#title}\x1b\\`
    return title + [...this.#colours].map(([key, colour]) => `\x1b]${key};${colour}\x1b\\`).join('')
  }

  #coloured(set: readonly (readonly [string, string])[]): Told {
    const valid = set.filter(([key, colour]) => COLOUR.test(colour) && (key.startsWith('4;') || SPECIAL.includes(Number(key))))
    if (valid.length === 0) return this
    const colours = new Map([...this.#colours, ...valid])
    return colours.size > MAX_COLOURS ? this : new Told(this.#title, colours)
  }

  #without(gone: (key: string) => boolean): Told {
    return new Told(this.#title, new Map([...this.#colours].filter(([key]) => !gone(key))))
  }
}

function pairs(words: readonly string[]): [string, string][] {
  const found: [string, string][] = []
  for (let at = 0; at + 1 < words.length; at += 2)
    if (/^\d{1,3}$/.test(words[at] ?? '')) found.push([`4;${words[at] ?? ''}`, words[at + 1] ?? ''])
  return found
}
