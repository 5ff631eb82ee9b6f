export type StampMode = 'off' | 'local' | 'utc'

const two = (n: number): string => String(n).padStart(2, '0')

/** `12:20:38.112`; with the day before it when that is not today. */
export function stampShort(sec: number, nano: number, mode: StampMode, today: Date): string {
  if (sec === 0) return ''
  const at = new Date(sec * 1000)
  const utc = mode === 'utc'
  const [h, m, s] = utc ? [at.getUTCHours(), at.getUTCMinutes(), at.getUTCSeconds()] : [at.getHours(), at.getMinutes(), at.getSeconds()]
  const time = `${two(h)}:${two(m)}:${two(s)}.${String(Math.floor(nano / 1e6)).padStart(3, '0')}`
  const day = dayOf(at, utc)
  return day === dayOf(today, utc) ? time : `${day} ${time}`
}

/** `2026-11-20T12:20:38.112233445Z`, or with the offset of the user's zone. All nine digits: nothing is rounded. */
export function stampFull(sec: number, nano: number, mode: StampMode): string {
  if (sec === 0) return ''
  const at = new Date(sec * 1000)
  const utc = mode !== 'local'
  const [h, m, s] = utc ? [at.getUTCHours(), at.getUTCMinutes(), at.getUTCSeconds()] : [at.getHours(), at.getMinutes(), at.getSeconds()]
  const offset = -at.getTimezoneOffset()
  const zone = utc ? 'Z' : `${offset < 0 ? '-' : '+'}${two(Math.floor(Math.abs(offset) / 60))}:${two(Math.abs(offset) % 60)}`
  return `${dayOf(at, utc)}T${two(h)}:${two(m)}:${two(s)}.${String(nano).padStart(9, '0')}${zone}`
}

function dayOf(at: Date, utc: boolean): string {
  const [y, m, d] = utc ? [at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate()] : [at.getFullYear(), at.getMonth(), at.getDate()]
  return `${String(y)}-${two(m + 1)}-${two(d)}`
}
