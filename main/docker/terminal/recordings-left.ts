import { type FileHandle, mkdir, open, readdir, rename, rm, rmdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Recording } from '../../../shared/contract/terminal.ts'
import { z } from '../../../shared/contract/zod.ts'
import { isOwnerGone, ownerLabel } from './owner.ts'

/*
 * Recordings lie in `<data folder>/recordings/<owner>/<id>.cast`, or `.keys.cast` where what was typed is in them. The owner is
 * the process that writes; what one that is no more left is moved into the folder of the first that looks, which only one can.
 */
const NAME = /^([a-f0-9]{32})(\.keys)?\.cast$/
/** Left for longer than this many milliseconds it is wanted by nobody. */
const KEPT = 30 * 86_400_000
/** A header has a size and a name. */
const HEADER = 4096
const NEWLINE = 0x0a
/** Longer than any line that is written: 64 KiB of output, each byte escaped. */
const TAIL = 1 << 20

const Header = z.object({ timestamp: z.number().optional().catch(undefined), title: z.string().max(200).catch('') })

export const fileName = (id: string, keys: boolean): string => `${id}${keys ? '.keys' : ''}.cast`
export const folderOfThisProcess = (): string => encodeURIComponent(ownerLabel())

type Left = { info: Recording; file: string }

/** Moves what dead processes left into this folder. Files of nobody's or without a beginning are removed. */
export async function adoptLeft(root: string, folder: string): Promise<Left[]> {
  const found: Left[] = []
  for (const owner of await readdir(root).catch(() => [])) {
    const from = join(root, owner)
    if (from === folder) continue
    if (!isOwnerGone(labelOf(owner))) {
      await sweep(from)
      continue
    }
    for (const name of await readdir(from).catch(() => [])) {
      const [, id, keys] = NAME.exec(name) ?? []
      if (id === undefined) continue
      const file = join(folder, name)
      await mkdir(folder, { recursive: true, mode: 0o700 })
      // Another one may have been first.
      const moved = await rename(join(from, name), file).then(
        () => true,
        () => false,
      )
      const info = moved ? await lookInto(file, id, keys !== undefined).catch(() => null) : null
      if (info !== null) found.push({ info, file })
      else if (moved) await rm(file, { force: true })
    }
    await rmdir(from).catch(() => undefined)
  }
  return found
}

/** Of another machine, or one that was called otherwise, nothing is known but that nobody wants what is that old. */
async function sweep(folder: string): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const file = join(folder, name)
    const { mtimeMs } = await stat(file).catch(() => ({ mtimeMs: Date.now() }))
    if (NAME.test(name) && Date.now() - mtimeMs > KEPT) await rm(file, { force: true }).catch(() => undefined)
  }
  await rmdir(folder).catch(() => undefined)
}

function labelOf(folder: string): string {
  try {
    return decodeURIComponent(folder)
  } catch {
    return ''
  }
}

/** What a file says of itself; a line that a crash cut off is taken away. Null where there is nothing to keep. */
async function lookInto(path: string, id: string, keys: boolean): Promise<Recording | null> {
  const file = await open(path, 'r+')
  try {
    const { size, mtimeMs } = await file.stat()
    if (Date.now() - mtimeMs > KEPT) return null
    const bytes = await cutTorn(file, size)
    const head = (await part(file, 0, Math.min(bytes, HEADER))).toString('utf8').split('\n')[0] ?? ''
    if (head === '') return null
    const { timestamp, title } = Header.parse(JSON.parse(head))
    const since = timestamp === undefined ? mtimeMs : timestamp * 1000
    return { id, session: null, name: title, keys, since, bytes, ended: 'left' }
  } finally {
    await file.close()
  }
}

async function cutTorn(file: FileHandle, size: number): Promise<number> {
  const from = Math.max(0, size - TAIL)
  const tail = await part(file, from, size - from)
  const good = from + tail.lastIndexOf(NEWLINE) + 1
  if (good !== size) await file.truncate(good)
  return good
}

async function part(file: FileHandle, at: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, at)
  return buffer.subarray(0, bytesRead)
}
