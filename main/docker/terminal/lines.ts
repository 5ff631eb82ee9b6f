const CR = 0x0d
const LF = 0x0a

/** A process without a terminal ends its lines with \n; a screen needs \r\n. Stateful over chunks. */
export class LineEnds {
  #last = 0

  /** One byte more for each \n that stands alone. */
  convert(bytes: Uint8Array): Uint8Array {
    const out: number[] = []
    for (const byte of bytes) {
      if (byte === LF && this.#last !== CR) out.push(CR)
      out.push(byte)
      this.#last = byte
    }
    return Uint8Array.from(out)
  }
}

/** The output of a process without a terminal, its frames taken off already. */
export function plainLines(show: (bytes: Uint8Array) => void): (chunk: Uint8Array) => void {
  const ends = new LineEnds()
  return (chunk) => show(ends.convert(chunk))
}

/**
 * The line editing that a terminal would do for a process which has none: echo, backspace, ^U, Enter sends the line, ^D on an
 * empty line ends the input. ^C is not passed on: there is no terminal that would make a signal of it.
 */
export class LineInput {
  #line = ''
  readonly #echo: (text: string) => void
  readonly #send: (text: string) => void
  readonly #end: () => void

  constructor(echo: (text: string) => void, send: (text: string) => void, end: () => void) {
    this.#echo = echo
    this.#send = send
    this.#end = end
  }

  /** Keys as a terminal sends them, any number at once. */
  type(text: string): void {
    // Sequences of arrow and function keys mean nothing to a plain line.
    for (const char of text.replaceAll(/\x1b(\[[\d;]*[ -/]*[@-~]|O.)?/g, '')) this.#key(char)
  }

  #key(char: string): void {
    if (char === '\r' || char === '\n') {
      this.#echo('\r\n')
      this.#send(`${this.#line}\n`)
      this.#line = ''
    } else if (char === '\x7f' || char === '\b') this.#erase(1)
    else if (char === '\x15') this.#erase([...this.#line].length)
    else if (char === '\x04') {
      if (this.#line === '') this.#end()
    } else if (char >= ' ' || char === '\t') {
      this.#line += char
      this.#echo(char)
    }
  }

  #erase(count: number): void {
    const chars = [...this.#line]
    const gone = chars.splice(Math.max(0, chars.length - count), count)
    this.#line = chars.join('')
    this.#echo(gone.map((char) => '\b \b'.repeat(isWide(char) ? 2 : 1)).join(''))
  }
}

const isWide = (char: string): boolean =>
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]|\p{Emoji_Presentation}/u.test(char)
