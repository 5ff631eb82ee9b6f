import { randomUUID } from 'node:crypto'
import { copyFile, link, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isAlive, startOf } from '../docker/terminal/owner.ts'

/*
 * Whose a folder is stands in `owner.<number>`: the process id and its start, in the file with the highest number. It is taken
 * by making the next number, which only one can. Nobody ever removes the highest one: numbers only grow, so whoever made one
 * and then sees none above it knows that nobody was given the folder meanwhile. Removing a dead holder's file and making one's
 * own would not do: of two who saw it dead, the second would remove the first one's.
 */
const NAME = /^owner(?:\.(\d{1,9}))?$/
const OURS = new Map<string, string>()

const numberOf = (name: string): number => Number(NAME.exec(name)?.[1] ?? 0)
const fileOf = (dir: string, number: number): string => join(dir, number === 0 ? 'owner' : `owner.${String(number)}`)

/** Numbers in use, the highest last. */
async function numbers(dir: string): Promise<number[]> {
  const names = await readdir(dir)
  return names
    .filter((name) => NAME.test(name))
    .map(numberOf)
    .sort((a, b) => a - b)
}

/** Whether the process named in it still runs. This one's own is what it did not give back: whoever holds it here stands in `OURS`. */
async function isHeld(file: string): Promise<boolean> {
  const [, pid = '', started = ''] = /^(\d{1,10}) (\d*)$/.exec(await readFile(file, 'utf8').catch(() => '')) ?? []
  if (pid === '' || Number(pid) === process.pid) return false
  return isAlive(Number(pid), started)
}

/** Makes this process the only one that writes into the folder. False: another one that lives does. Rejects with the system's error. */
export async function own(dir: string): Promise<boolean> {
  if (OURS.has(dir)) return false
  await mkdir(dir, { recursive: true, mode: 0o700 })
  for (;;) {
    const highest = (await numbers(dir)).at(-1)
    if (highest !== undefined && (await isHeld(fileOf(dir, highest)))) return false
    const next = (highest ?? 0) + 1
    if (!(await make(dir, next))) continue
    const now = await numbers(dir)
    if (now.at(-1) === next) {
      OURS.set(dir, fileOf(dir, next))
      // The one before stays: whoever lists the folder while it changes hands must see a number that counts.
      await tidy(dir, next - 1)
      return true
    }
    // Others took the folder and removed old numbers since it was looked into: this number is no answer.
    await rm(fileOf(dir, next), { force: true })
  }
}

/** Whole or not at all. False: somebody else was first. */
async function make(dir: string, number: number): Promise<boolean> {
  const beside = join(dir, `owner-${randomUUID()}.tmp`)
  await writeFile(beside, `${String(process.pid)} ${startOf(process.pid)}`, { mode: 0o600, flag: 'wx' })
  try {
    await link(beside, fileOf(dir, number)).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST' || error.code === 'ENOENT') throw error
      // A file system without links: as near as it can be had.
      return copyFile(beside, fileOf(dir, number), 1)
    })
    return true
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    // ENOENT: the new holder has tidied up.
    if (code === 'EEXIST' || code === 'ENOENT') return false
    throw error
  } finally {
    await rm(beside, { force: true }).catch(() => undefined)
  }
}

/** Removes lower numbers, and what was left by those who were killed while they tried. */
async function tidy(dir: string, below: number): Promise<void> {
  const names = await readdir(dir).catch(() => [])
  const old = names.filter((name) => (NAME.test(name) && numberOf(name) < below) || /^owner-[-\da-f]{36}\.tmp$/.test(name))
  for (const name of old) await rm(join(dir, name), { force: true }).catch(() => undefined)
}

/** Lets others take it. */
export async function disown(dir: string): Promise<void> {
  const file = OURS.get(dir)
  if (file !== undefined) await writeFile(file, '', { mode: 0o600 }).catch(() => undefined)
  OURS.delete(dir)
}
