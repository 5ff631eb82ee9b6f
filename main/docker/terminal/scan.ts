import { Told } from './told.ts'

const GROUND = 0
const ESC_SEEN = 1
const ESC_MIDDLE = 2
const CSI = 3
const OSC = 4
/** DCS, SOS, PM, APC: anything up to ST. */
const STRING = 5
/** After 0xC2: a C1 control may follow, which xterm takes as the two-byte ESC form. */
const C1_LEAD = 6

const MAX_PARAMS = 64
const MAX_SGR = 16
const MAX_MODES = 64
/** Longer ones are images and the clipboard, which are not kept. */
const MAX_OSC = 4096
/** Screen switches. */
const ALT = new Set([47, 1047, 1049])
/** Setting these again has an effect of its own (clears, moves the cursor, freezes): never repeated. */
const NOT_REPEATABLE = new Set([3, 6, 47, 1047, 1048, 1049, 2026])

/**
 * Reads a terminal stream just closely enough to know where it may be cut: whether a sequence or a character is open, which
 * screen is shown, and which modes and colours hold. Any chunking gives the same answer. Costs a few ns a byte.
 */
export class Scan {
  #state = GROUND
  /** The byte ahead of those fed next. */
  #last = 0
  /** Continuation bytes a character still lacks. */
  #utf8 = 0
  #params = ''
  #modes = new Map<number, boolean>()
  #sgr: string[] = []
  #osc: number[] = []
  #told = Told.nothing
  /** The alternate screen is shown. */
  alt = false
  /** `top;bottom` of a scroll region, '' for none. */
  margins = ''
  /** Grows whenever the screen was switched or a scroll region set. */
  switches = 0

  /** Between characters and outside of every sequence. */
  get ground(): boolean {
    return this.#state === GROUND && this.#utf8 === 0
  }

  /** Plain scrolling output, where what is far above does not matter to what comes. */
  get scrolling(): boolean {
    return !this.alt && this.margins === ''
  }

  /** The same state, which goes its own way. */
  clone(): Scan {
    const copy = new Scan()
    copy.#state = this.#state
    copy.#last = this.#last
    copy.#utf8 = this.#utf8
    copy.#params = this.#params
    copy.#modes = new Map(this.#modes)
    copy.#sgr = [...this.#sgr]
    copy.#osc = [...this.#osc]
    copy.#told = this.#told
    copy.alt = this.alt
    copy.margins = this.margins
    copy.switches = this.switches
    return copy
  }

  /** Puts a terminal that stands anywhere in the stream into the state of this point: ends an open sequence, sets colours and modes. */
  restore(): string {
    const modes = [...this.#modes]
      .filter(([mode]) => !NOT_REPEATABLE.has(mode))
      .map(([mode, on]) => `\x1b[?${String(mode)}${on ? 'h' : 'l'}`)
    return `\x18\x1b[0m${this.#sgr.map((params) => `\x1b[${params}m`).join('')}${modes.join('')}${this.#told.again()}`
  }

  /** What a picture leaves out: the cursor's visibility, how the mouse is reported, the blinking of the cursor, title and palette. */
  extraModes(): string {
    return [12, 25, 1005, 1006, 1015, 1016]
      .map((mode) => [mode, this.#modes.get(mode)] as const)
      .filter(([, on]) => on !== undefined)
      .map(([mode, on]) => `\x1b[?${String(mode)}${on === true ? 'h' : 'l'}`)
      .concat(this.#told.again())
      .join('')
  }

  /** The next bytes of the stream, cut anywhere. */
  feed(bytes: Uint8Array): void {
    this.#read(bytes)
    this.#last = bytes.at(-1) ?? this.#last
  }

  #read(bytes: Uint8Array): void {
    // The next bytes that could open a sequence: each is looked for once, natively.
    let [esc, lead] = [-1, -1]
    for (let at = 0; at < bytes.length; ) {
      if (this.#state !== GROUND) {
        at = this.#step(bytes, at)
        continue
      }
      if (esc < at) esc = placeOf(0x1b, bytes, at)
      if (lead < at) lead = placeOf(0xc2, bytes, at)
      const end = Math.min(esc, lead)
      this.#text(bytes, at, end)
      if (end === bytes.length) return
      this.#utf8 = 0
      this.#state = end === esc ? ESC_SEEN : C1_LEAD
      at = end + 1
    }
  }

  /** Plain text. Whether a character is open after it, its last four bytes tell: none is longer. */
  #text(bytes: Uint8Array, from: number, end: number): void {
    const start = Math.max(from, end - 4)
    if (start > from) this.#utf8 = 0
    for (let at = start; at < end; at++) {
      const byte = bytes[at] as number
      if (byte < 0x80) this.#utf8 = 0
      else if (byte < 0xc0) this.#utf8 = Math.max(0, this.#utf8 - 1)
      else this.#utf8 = byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3
    }
  }

  #step(bytes: Uint8Array, at: number): number {
    const byte = bytes[at] as number
    if (this.#state === C1_LEAD) return this.#afterLead(byte, at)
    if (byte === 0x1b) {
      // What ends with ST has ended here, as xterm sees it.
      if (this.#state === OSC) this.#endOsc()
      this.#state = ESC_SEEN
    } else if (byte === 0x18 || byte === 0x1a) this.#state = GROUND
    else if (this.#state === OSC || this.#state === STRING) this.#inString(bytes, at)
    else if (this.#state === CSI) this.#inCsi(byte)
    else if (this.#state === ESC_MIDDLE) this.#state = byte >= 0x30 && byte < 0x7f ? GROUND : ESC_MIDDLE
    else this.#afterEsc(byte)
    return at + 1
  }

  #afterLead(byte: number, at: number): number {
    if (byte < 0x80 || byte >= 0xc0) {
      this.#state = GROUND // a broken character: the byte stands for itself
      return at
    }
    this.#open(byte - 0x40)
    return at + 1
  }

  /** @param letter the second byte of the ESC form: `[`, `]`, `P` … */
  #open(letter: number): void {
    this.#params = ''
    this.#osc = []
    if (letter === 0x5b) this.#state = CSI
    else if (letter === 0x5d) this.#state = OSC
    else if (letter === 0x50 || letter === 0x58 || letter === 0x5e || letter === 0x5f) this.#state = STRING
    else this.#state = GROUND
  }

  #afterEsc(byte: number): void {
    if (byte >= 0x20 && byte < 0x30) {
      this.#state = ESC_MIDDLE
      return
    }
    this.#open(byte)
    if (byte === 0x63) this.#reset()
    else if (byte === 0x3d || byte === 0x3e) this.#setMode(66, byte === 0x3d)
  }

  #inString(bytes: Uint8Array, at: number): void {
    const byte = bytes[at] as number
    // Behind any other byte 0x9C is the end of a character: of М, “ and ✓ among them.
    const isC1End = byte === 0x9c && (at === 0 ? this.#last : bytes[at - 1]) === 0xc2
    const ends = isC1End || (this.#state === OSC && byte === 0x07)
    if (this.#state === OSC) {
      if (ends) this.#endOsc()
      else if (this.#osc.length <= MAX_OSC) this.#osc.push(byte)
    }
    if (ends) this.#state = GROUND
  }

  #endOsc(): void {
    // The first byte of a C1 ST is no longer of use.
    const bytes = this.#osc.at(-1) === 0xc2 ? this.#osc.slice(0, -1) : this.#osc
    if (bytes.length <= MAX_OSC) this.#told = this.#told.with(new TextDecoder().decode(Uint8Array.from(bytes)))
    this.#osc = []
  }

  #inCsi(byte: number): void {
    if (byte < 0x20) return
    if (byte < 0x40) {
      if (this.#params.length < MAX_PARAMS) this.#params += String.fromCharCode(byte)
      return
    }
    this.#state = GROUND
    const params = this.#params
    if (byte === 0x6d) this.#colour(params)
    else if ((byte === 0x68 || byte === 0x6c) && params.startsWith('?'))
      for (const mode of params.slice(1).split(';')) this.#setMode(Number(mode), byte === 0x68)
    else if (byte === 0x72 && /^[\d;]*$/.test(params)) this.#region(params)
    else if (byte === 0x70 && params === '!') this.#reset()
  }

  #colour(params: string): void {
    if (params.startsWith('>') || params.startsWith('?')) return
    if (/^0*(;|$)/.test(params)) this.#sgr = []
    if (!/^0*$/.test(params)) this.#sgr.push(params)
    if (this.#sgr.length > MAX_SGR) this.#sgr.shift()
  }

  #region(params: string): void {
    const whole = /^[01]?;?$/.test(params)
    if (whole && this.margins === '') return
    this.margins = whole ? '' : params
    this.switches++
  }

  #setMode(mode: number, on: boolean): void {
    if (!Number.isInteger(mode)) return
    if (ALT.has(mode) && this.alt !== on) {
      this.alt = on
      this.switches++
    }
    if (this.#modes.size < MAX_MODES || this.#modes.has(mode)) this.#modes.set(mode, on)
  }

  #reset(): void {
    if (!this.scrolling) this.switches++
    this.alt = false
    this.margins = ''
    this.#sgr = []
    this.#modes.clear()
  }
}

function placeOf(byte: number, bytes: Uint8Array, from: number): number {
  const at = bytes.indexOf(byte, from)
  return at < 0 ? bytes.length : at
}
