import { randomBytes } from 'node:crypto'
import { type FileHandle, open, realpath, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/**
 * Writes a file under a name somebody chose, whole or not at all: beside it first, on the disk, and only then named. Until then, and
 * where it fails, whatever has the name stays as it is. A link is kept and what it leads to replaced; anything that is no file is refused.
 */
export async function writeWhole(chosen: string, bytes: AsyncIterable<Uint8Array>): Promise<void> {
  const path = await realpath(chosen).catch(() => chosen)
  const before = await stat(path).catch(() => null)
  if (before !== null && !before.isFile()) throw Object.assign(new Error(`not a file: ${path}`), { code: 'EINVAL' })
  // Hidden where a leading dot does that, and as long as any file system takes.
  const beside = join(dirname(path), `.${basename(path).slice(0, 60)}.${randomBytes(4).toString('hex')}.part`)
  await replaceBy(path, beside, { flags: 'wx', mode: before === null ? 0o666 : before.mode & 0o777 }, async (handle) => {
    for await (const chunk of bytes) await handle.writeFile(chunk)
  })
}

/** What is written to `beside` is on the disk before it takes the name `path`; where that fails, `beside` is gone and `path` as it was. */
export async function replaceBy(
  path: string,
  beside: string,
  { flags, mode }: { flags: 'w' | 'wx'; mode: number },
  write: (handle: FileHandle) => Promise<void>,
): Promise<void> {
  try {
    const handle = await open(beside, flags, mode)
    try {
      await write(handle)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(beside, path)
  } catch (error) {
    await rm(beside, { force: true }).catch(() => undefined)
    throw error
  }
}
