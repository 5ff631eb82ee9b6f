import { randomBytes, randomUUID } from 'node:crypto'
import { type FileHandle, mkdir, open, readdir, rename, rm, rmdir, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import type { Recording } from '../../../shared/contract/terminal.ts'
import { z } from '../../../shared/contract/zod.ts'
import { fateOf, ownerLabel } from './owner.ts'

/*
 * Recordings lie in `<data folder>/recordings/<owner>/<id>.cast`, or `.keys.cast` where what was typed is in them. The owner is
 * the process that writes. One that ends well calls its folder `left-<uuid>`; what is there, or of one that is no more, is moved into
 * the folder of the first that looks, which only one can.
 *
 * Whether a process of another machine runs cannot be asked, and the name of this one changes too (DHCP; a container's space of
 * processes): an owner touches its folder each minute, and one that was not seen to do so lives no more.
 */
const NAME = /^([a-f0-9]{32})(\.keys)?\.cast$/
const OWNERLESS = 'left-'
/** So many looks, a minute apart, must have shown no life. Network file systems show a time up to a minute late. */
const SILENT = 4
/** Left for longer than this many milliseconds it is wanted by nobody. */
const KEPT = 30 * 86_400_000
/** A header has a size and a name. */
const HEADER = 4096
const NEWLINE = 0x0a
/** Longer than any line that is written: 64 KiB of output, each byte escaped. */
const TAIL = 1 << 20

/** Seconds since the epoch; no `Date` lies outside, and showing one that does would throw. */
const Timestamp = z.number().min(0).max(8.64e12)
const Header = z.object({ timestamp: Timestamp.optional().catch(undefined), title: z.string().max(200).catch('') })

/** Milliseconds since the epoch of its last change. Nobody wants it any more. */
export const isOld = (mtimeMs: number): boolean => Date.now() - mtimeMs > KEPT
export const fileName = (id: string, keys: boolean): string => `${id}${keys ? '.keys' : ''}.cast`
/** Another one each time: where processes do not say when they began, a dead one may have had the same name. */
export const newFolder = (): string => encodeURIComponent(`${ownerLabel()}/${randomBytes(8).toString('hex')}`)

export type Found = { info: Recording; file: string }

/** Looks for what others left, again and again: a process that shows no sign of life is known only by and by. */
export class Left {
  readonly #root: string
  readonly #folder: string
  /** What the time of a folder said whose owner may live, and in how many looks it said so again. */
  readonly #signs = new Map<string, { mark: string; again: number }>()

  constructor(root: string, folder: string) {
    this.#root = root
    this.#folder = folder
  }

  /** Moves what dead processes left into the own folder. Files without a beginning, and old ones, are removed. Never rejects. */
  async look(): Promise<Found[]> {
    const found: Found[] = []
    for (const owner of await readdir(this.#root).catch(() => [])) {
      const from = join(this.#root, owner)
      if (from !== this.#folder && (await this.#isFree(owner))) await this.#adopt(from, found).catch(() => undefined)
    }
    return found
  }

  async #isFree(owner: string): Promise<boolean> {
    if (owner.startsWith(OWNERLESS)) return true
    const fate = fateOf(labelOf(owner))
    return fate === 'gone' || (fate === 'unknown' && (await this.#isSilent(owner)))
  }

  /** Looks are counted, not time: a machine that slept must not take its own processes for dead. */
  async #isSilent(owner: string): Promise<boolean> {
    const { mtimeNs, ino } = await stat(join(this.#root, owner), { bigint: true }).catch(() => ({ mtimeNs: 0n, ino: 0n }))
    const mark = `${String(mtimeNs)} ${String(ino)}`
    const seen = this.#signs.get(owner)
    const again = seen?.mark === mark ? seen.again + 1 : 0
    this.#signs.set(owner, { mark, again })
    return again >= SILENT
  }

  async #adopt(from: string, found: Found[]): Promise<void> {
    for (const name of await readdir(from)) {
      const [, id, keys] = NAME.exec(name) ?? []
      if (id === undefined) continue
      const file = join(this.#folder, name)
      await mkdir(this.#folder, { recursive: true, mode: 0o700 })
      // Another one may have been first.
      const moved = await rename(join(from, name), file).then(
        () => true,
        () => false,
      )
      if (!moved) continue
      const info = await lookInto(file, id, keys !== undefined)
      if (info !== null) found.push({ info, file })
      else await rm(file, { force: true }).catch(() => undefined)
    }
    await rmdir(from).catch(() => undefined)
  }
}

/** The process lives, and so do its recordings. */
export async function showLife(folder: string): Promise<void> {
  // It may have none.
  await utimes(folder, new Date(), new Date()).catch(() => undefined)
}

/** For whoever looks next: who left it, on what machine and under which name, matters no more. Not while anything writes there. */
export async function leaveBehind(root: string, folder: string): Promise<void> {
  await rmdir(folder).catch(() => rename(folder, join(root, OWNERLESS + randomUUID())).catch(() => undefined))
  await rmdir(root).catch(() => undefined)
}

function labelOf(folder: string): string {
  try {
    return decodeURIComponent(folder)
  } catch {
    return ''
  }
}

/** What a file says of itself. Null where it was found to hold nothing, or nothing that anybody wants any more. */
async function lookInto(path: string, id: string, keys: boolean): Promise<Recording | null> {
  const { size, mtimeMs } = await stat(path).catch(() => ({ size: null, mtimeMs: Date.now() }))
  if (size === 0 || isOld(mtimeMs)) return null
  // What cannot be looked into now, or is damaged, may be all there is of it: it is kept, and called by its file.
  const seen = await read(path).catch(() => ({ name: id, since: null, bytes: size ?? 0 }))
  return seen === null ? null : { ...seen, id, session: null, keys, since: seen.since ?? mtimeMs, ended: 'left' }
}

/** Takes away a line that a crash cut off. Null where that was the first one. `since`: milliseconds. Rejects for any other than a good header. */
async function read(path: string): Promise<{ name: string; since: number | null; bytes: number } | null> {
  const file = await open(path, 'r+')
  try {
    const { size } = await file.stat()
    const start = await part(file, 0, Math.min(size, HEADER))
    const end = start.indexOf(NEWLINE)
    if (end < 0 && size < HEADER) return null
    const { timestamp, title } = Header.parse(JSON.parse(start.subarray(0, Math.max(0, end)).toString('utf8')))
    const bytes = await cutTorn(file, size)
    return { name: title, since: timestamp === undefined ? null : timestamp * 1000, bytes }
  } finally {
    await file.close()
  }
}

async function cutTorn(file: FileHandle, size: number): Promise<number> {
  const from = Math.max(0, size - TAIL)
  const last = (await part(file, from, size - from)).lastIndexOf(NEWLINE)
  // In so long a line its beginning is not looked for.
  if (last < 0) return size
  const good = from + last + 1
  if (good !== size) await file.truncate(good)
  return good
}

async function part(file: FileHandle, at: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, at)
  return buffer.subarray(0, bytesRead)
}
