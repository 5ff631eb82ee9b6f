import { CAPPED, END_MASK, LEFT_OUT_BYTES, NANO_MASK, NOTICE, readBatch } from '../../shared/log-batch.ts'

/** The lines of a batch as `docker logs` (or `docker logs -t`) prints them. What of a line was too long to be recorded is told. */
export function textOf(batch: Uint8Array, stamps: boolean): Uint8Array<ArrayBuffer> {
  const { count, sec, nano, place, text } = readBatch(batch)
  const parts: Uint8Array[] = []
  for (let i = 0; i < count; i++) {
    if ((nano[i] as number) >= NOTICE) continue
    const at = place[i] as number
    const start = i === 0 ? 0 : (place[i - 1] as number) & END_MASK
    const end = (at & END_MASK) - (at & CAPPED ? LEFT_OUT_BYTES : 0)
    if (stamps) parts.push(Buffer.from(`${stampOf(sec[i] as number, (nano[i] as number) & NANO_MASK)} `))
    parts.push(text.subarray(start, end))
    const left = at & CAPPED ? new DataView(text.buffer, text.byteOffset + end).getBigUint64(0, true) : 0n
    parts.push(Buffer.from(left > 0n ? `[${String(left)} bytes more were not recorded]\n` : '\n'))
  }
  return new Uint8Array(Buffer.concat(parts))
}

/** RFC 3339 with nine digits, as the engine writes it. */
const stampOf = (sec: number, nano: number): string =>
  `${new Date(sec * 1000).toISOString().slice(0, 19)}.${String(nano).padStart(9, '0')}Z`
