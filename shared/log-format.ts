import { joined } from './bytes.ts'
import { SEQUENCE } from './log-sequences.ts'

/** A line to be written. `left`: bytes of it that are not here. */
export type WrittenLine = { sec: number; nano: number; stderr: boolean; text: Uint8Array; left: number }

/** `names`: before each line in text, because there are several. `stamps` is of no meaning in JSON, which has them. */
export type LogStyle = { format: 'raw' | 'text' | 'json'; stamps: boolean; names: boolean }

const SEQUENCES = new RegExp(SEQUENCE.source, 'g')
const utf8 = new TextEncoder()
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const lenient = new TextDecoder('utf-8', { ignoreBOM: true })
const NEWLINE = new Uint8Array([0x0a])

/** `2026-11-20T12:20:38.112233445Z` (RFC 3339); '' without a stamp. */
export function stampIso(sec: number, nano: number): string {
  return sec === 0 ? '' : `${new Date(sec * 1000).toISOString().slice(0, 19)}.${String(nano).padStart(9, '0')}Z`
}

/**
 * One line as it stands in a file, with its newline. `raw`: its bytes. `text`: without escape sequences and the carriage return at
 * its end, and with the number of bytes that are missing where it is not whole. `json`: time, stream, container and line; bytes that are no UTF-8 show as U+FFFD in `line` and are exact in `base64`,
 * and a line that is not whole says in `omitted` how many bytes are missing.
 */
export function writeLine(line: WrittenLine, container: string, { format, stamps, names }: LogStyle): Uint8Array<ArrayBuffer> {
  if (format === 'json') return utf8.encode(`${JSON.stringify(jsonOf(line, container))}\n`)
  const stamp = stamps ? stampIso(line.sec, line.nano) : ''
  const head = `${stamp === '' ? '' : `${stamp} `}${names ? `${container} ` : ''}`
  const omitted = line.left > 0 ? ` … [${String(line.left)} bytes]` : ''
  if (format === 'raw') return joined([utf8.encode(head), line.text, NEWLINE])
  const text = lenient.decode(line.text).replace(SEQUENCES, '').replace(/\r$/, '')
  return utf8.encode(`${head}${text}${omitted}\n`)
}

function jsonOf({ sec, nano, stderr, text, left }: WrittenLine, container: string): Record<string, unknown> {
  const time = stampIso(sec, nano)
  const head = { time: time === '' ? null : time, stream: stderr ? 'stderr' : 'stdout', container }
  const tail = left > 0 ? { omitted: left } : {}
  try {
    return { ...head, line: strict.decode(text), ...tail }
  } catch {
    return { ...head, line: lenient.decode(text), base64: base64(text), ...tail }
  }
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

function base64(bytes: Uint8Array): string {
  let text = ''
  for (let i = 0; i < bytes.length; i += 3) {
    const word = ((bytes[i] as number) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0)
    const digit = (shift: number) => DIGITS.charAt((word >> shift) & 63)
    text += digit(18) + digit(12) + (i + 1 < bytes.length ? digit(6) : '=') + (i + 2 < bytes.length ? digit(0) : '=')
  }
  return text
}
