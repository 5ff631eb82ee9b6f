/** Parsing and printing of the stamps that `timestamps=1` puts before every message: RFC 3339 with up to nine digits. */

export type Stamp = { sec: number; nano: number }

/** `2006-01-02T15:04:05.999999999+07:00 `, the space included. */
export const STAMP_MAX = 36
const [ZERO, NINE, DASH, COLON, DOT, PLUS, SPACE, T, Z] = [0x30, 0x39, 0x2d, 0x3a, 0x2e, 0x2b, 0x20, 0x54, 0x5a]

const digit = (b: number | undefined): number => (b !== undefined && b >= ZERO && b <= NINE ? b - ZERO : Number.NaN)
const two = (b: Uint8Array, p: number): number => digit(b[p]) * 10 + digit(b[p + 1])

/** Days since 1970-01-01 of a date of the Gregorian calendar (H. Hinnant, "chrono-compatible low-level date algorithms"). */
function days(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yoe = y - era * 400
  const doy = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  return era * 146097 + yoe * 365 + Math.floor(yoe / 4) - Math.floor(yoe / 100) + doy - 719468
}

/** `2006-01-02T15:04:05.999999999Z `, as the engine writes every stamp. */
const USUAL = 31
const SECONDS = 19
/** The second that was read last, in UTC, as text and as number: thousands of lines share it. At first what no byte is. */
const known = new Int16Array(SECONDS).fill(-1)
let knownSec = 0

/** A stamp of the usual form within the second that was read last, or -1. */
function parseKnown(b: Uint8Array, start: number, into: Stamp): number {
  for (let i = SECONDS - 1; i >= 0; i--) if (b[start + i] !== known[i]) return -1
  if (b[start + SECONDS] !== DOT || b[start + USUAL - 2] !== Z || b[start + USUAL - 1] !== SPACE) return -1
  let nano = 0
  for (let p = start + SECONDS + 1; p < start + USUAL - 2; p++) {
    const d = (b[p] as number) - ZERO
    if (d < 0 || d > 9) return -1
    nano = nano * 10 + d
  }
  into.sec = knownSec
  into.nano = nano
  return start + USUAL
}

/**
 * Reads a stamp and the space after it at `start` into `into`.
 * Returns where the text begins; -1 when the bytes are no stamp; -2 when more bytes are needed to tell.
 */
export function parseStamp(b: Uint8Array, start: number, end: number, into: Stamp): number {
  const have = end - start
  if (have >= USUAL) {
    const at = parseKnown(b, start, into)
    if (at > 0) return at
  }
  if (have < 21) return shape(b, start, have) ? -2 : -1
  if (!shape(b, start, 19)) return -1
  let p = start + 19
  let nano = 0
  if (b[p] === DOT) {
    let scale = 100_000_000
    for (p++; p < end && scale >= 1; p++, scale /= 10) {
      const d = digit(b[p])
      if (Number.isNaN(d)) break
      nano += d * scale
    }
  }
  const zone = parseZone(b, p, end)
  if (zone.at < 0) return zone.at
  const date = days(two(b, start) * 100 + two(b, start + 2), two(b, start + 5), two(b, start + 8))
  const sec = date * 86400 + two(b, start + 11) * 3600 + two(b, start + 14) * 60 + two(b, start + 17) - zone.offset
  into.sec = sec > 0 && sec < 2 ** 32 ? sec : 0
  into.nano = nano
  if (zone === UTC) {
    for (let i = 0; i < SECONDS; i++) known[i] = b[start + i] as number
    knownSec = into.sec
  }
  return zone.at
}

const UTC = { at: 0, offset: 0 }
const NO_STAMP = { at: -1, offset: 0 }
const NEED_MORE = { at: -2, offset: 0 }

/** `Z ` or `+03:00 `; `at` is where the text begins. */
function parseZone(b: Uint8Array, p: number, end: number): { at: number; offset: number } {
  if (p + 1 < end && b[p] === Z && b[p + 1] === SPACE) {
    UTC.at = p + 2
    return UTC
  }
  if (p >= end) return NEED_MORE
  if (b[p] === Z) return p + 1 >= end ? NEED_MORE : NO_STAMP
  if (b[p] !== PLUS && b[p] !== DASH) return NO_STAMP
  if (p + 7 > end) return NEED_MORE
  const offset = two(b, p + 1) * 3600 + two(b, p + 4) * 60
  if (Number.isNaN(offset) || b[p + 3] !== COLON || b[p + 6] !== SPACE) return NO_STAMP
  return { at: p + 7, offset: b[p] === DASH ? -offset : offset }
}

/** Whether the first `have` bytes could be `2006-01-02T15:04:05`. */
function shape(b: Uint8Array, start: number, have: number): boolean {
  for (let i = 0; i < have && i < 19; i++) {
    const c = b[start + i] as number
    if (i === 4 || i === 7) {
      if (c !== DASH) return false
    } else if (i === 10) {
      if (c !== T) return false
    } else if (i === 13 || i === 16) {
      if (c !== COLON) return false
    } else if (c < ZERO || c > NINE) return false
  }
  return true
}

/** The other way. */
export function stampOf(text: string): Stamp {
  const [sec, nano] = text.split('.')
  return { sec: Number(sec), nano: Number(nano) }
}

/** Below zero: `a` is the earlier one. */
export const compareStamps = (a: Stamp, b: Stamp): number => a.sec - b.sec || a.nano - b.nano

/** As the engine's `since` takes it: `sec.nnnnnnnnn`. */
export const stampText = ({ sec, nano }: Stamp): string => `${sec}.${String(nano).padStart(9, '0')}`
