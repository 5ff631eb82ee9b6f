import { joined } from '../../shared/bytes.ts'
import { type LogStyle, writeLine } from '../../shared/log-format.ts'
import { eachLine } from './read.ts'

/**
 * The lines of a batch as they stand in a file; raw they are what `docker logs` (or `docker logs -t`) prints. What of a line was
 * too long to be recorded is told.
 */
export function textOf(batch: Uint8Array, container: string, style: Omit<LogStyle, 'names'>): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = []
  eachLine(batch, (stderr, sec, nano, from, start, end, left) => {
    const whole = left === 0 || style.format !== 'raw'
    const text = from.subarray(start, end)
    const told = whole ? text : joined([text, Buffer.from(`[${String(left)} bytes more were not recorded]`)])
    parts.push(writeLine({ stderr, sec, nano, text: told, left }, container, { ...style, names: false }))
  })
  return joined(parts)
}
