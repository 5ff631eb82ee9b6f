import { posix } from 'node:path'

/** One entry of an archive: a file (with content), a symbolic link (with target) or a folder. */
export type Entry = { readonly path: string; readonly mode?: number } & (
  | { readonly content: Buffer | string }
  | { readonly link: string }
  | { readonly folder: true }
)

const BLOCK = 512
/** 1 October 2026: one fixed date makes the same image have the same digest every time. */
const MTIME = 1_790_812_800

const octal = (value: number, width: number): string => `${value.toString(8).padStart(width - 1, '0')}\0`

/** A ustar header (POSIX.1-1988); a path above 100 bytes is split at a slash into prefix and name. */
const header = (entry: Entry, size: number): Buffer => {
  const block = Buffer.alloc(BLOCK)
  const path = 'folder' in entry ? `${entry.path}/` : entry.path
  const cut = path.length > 100 ? path.indexOf('/', path.length - 101) : -1
  const type = 'content' in entry ? '0' : 'link' in entry ? '2' : '5'
  block.write(path.slice(cut + 1), 0)
  block.write(octal(entry.mode ?? ('content' in entry ? 0o644 : 0o755), 8), 100)
  block.write(octal(0, 8), 108)
  block.write(octal(0, 8), 116)
  block.write(octal(size, 12), 124)
  block.write(octal(MTIME, 12), 136)
  block.write(' '.repeat(8), 148)
  block.write(type, 156)
  if ('link' in entry) block.write(entry.link, 157)
  block.write('ustar\u000000', 257)
  if (cut > 0) block.write(path.slice(0, cut), 345)
  block.write(
    `${octal(
      block.reduce((sum, byte) => sum + byte, 0),
      7,
    )} `,
    148,
  )
  return block
}

const parents = (path: string): string[] => {
  const parent = posix.dirname(path)
  return parent === '.' ? [] : [...parents(parent), parent]
}

/** Packs the entries, later ones over earlier ones of the same path, with the folders they need. */
export const tar = (entries: readonly Entry[]): Buffer => {
  const all = new Map<string, Entry>()
  for (const entry of entries) {
    for (const path of parents(entry.path)) if (!all.has(path)) all.set(path, { path, folder: true })
    all.set(entry.path, entry)
  }
  const blocks: Buffer[] = []
  for (const entry of all.values()) {
    const content = 'content' in entry ? Buffer.from(entry.content) : Buffer.alloc(0)
    blocks.push(header(entry, content.length), content, Buffer.alloc((BLOCK - (content.length % BLOCK)) % BLOCK))
  }
  return Buffer.concat([...blocks, Buffer.alloc(2 * BLOCK)])
}
