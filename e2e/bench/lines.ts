/** Runs in Node and in the page alike. */
export const MILLION = 1_000_000
/** 52 MB. */
export const HALF = 490_000

const padded = (value: number, width: number) => String(value).padStart(width, '0')

/** Line `i` of every log and file of the bench: 107 bytes with its newline. */
export const lineOf = (i: number): string =>
  `INFO  req=${padded(i, 8)} user=${padded(i % 99_991, 5)} path=/api/v1/items/${padded((i * 7) % 999_983, 6)} status=200 dur_ms=${padded(i % 1000, 3)} msg="request done, all well"`

/** The same as a program for awk. */
export const awk = (count: number): string =>
  `BEGIN{for(i=0;i<${String(count)};i++)printf "INFO  req=%08d user=%05d path=/api/v1/items/%06d status=200 dur_ms=%03d msg=\\"request done, all well\\"\\n",i,i%99991,(i*7)%999983,i%1000}`

/** `count` lines, each with `end`, as bytes. */
export function linesAsBytes(count: number, end: '\n' | '\r\n'): Uint8Array<ArrayBuffer> {
  const utf8 = new TextEncoder()
  const size = lineOf(0).length + end.length
  const bytes = new Uint8Array(size * count)
  for (let i = 0; i < count; i++) utf8.encodeInto(lineOf(i) + end, bytes.subarray(i * size))
  return bytes
}
