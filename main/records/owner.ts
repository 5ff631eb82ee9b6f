import { randomUUID } from 'node:crypto'
import { copyFile, link, mkdir, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isAlive, machine, startOf } from '../docker/lib/processes.ts'

/*
 * Whose a folder is stands in `owner.<number>`: the process id, its start and its machine, in the file with the highest number. It
 * is taken by making the next number, which only one can. Nobody ever removes the highest one: numbers only grow, so whoever made
 * one and then sees none above it knows that nobody was given the folder meanwhile. Removing a dead holder's file and making one's
 * own would not do: of two who saw it dead, the second would remove the first one's.
 *
 * Whether a process of another machine runs cannot be asked (a home that both share; a container that counts its own processes):
 * its holder shows it by the time of its file, again and again. A name of a machine changes too, so a folder must not be held for ever.
 */
const NAME = /^owner(?:\.(\d{1,9}))?$/
/** Files of earlier versions have no machine. */
const HOLDER = /^(\d{1,10}) (\d*)(?: (\S+))?$/
/** A holder shows this often that it lives, milliseconds. */
export const BEAT = 15_000
/** One elsewhere that was seen not to for so long holds nothing. Network file systems show a time up to a minute late. */
export const SILENCE = 180_000

/** Since its last sign of life so long ago, a holder may have slept, and the folder may have been taken. Milliseconds. */
const AWAKE = 2 * BEAT

/** `shown`: the last sign of life, by the clock of the day, which goes on while a machine sleeps, and by the one nobody sets. */
type Held = { file: string; number: number; beat: NodeJS.Timeout; onLost: () => void; shown: [day: number, steady: number]; doubt: number }
const OURS = new Map<string, Held>()
/** What the file of a holder elsewhere said when it was last seen to change; times of two machines cannot be compared. */
const SEEN = new Map<string, { mark: string; at: number }>()

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
  const [, pid = '', started = '', where = machine()] = HOLDER.exec(await readFile(file, 'utf8').catch(() => '')) ?? []
  if (pid === '') return false
  if (where !== machine()) return showsLife(file)
  return Number(pid) !== process.pid && isAlive(Number(pid), started)
}

async function showsLife(file: string): Promise<boolean> {
  const mark = await stat(file, { bigint: true }).then(
    ({ mtimeNs, ino }) => `${String(mtimeNs)} ${String(ino)}`,
    () => '',
  )
  const seen = SEEN.get(file)
  if (seen?.mark === mark) return performance.now() - seen.at < SILENCE
  SEEN.set(file, { mark, at: performance.now() })
  return true
}

/**
 * Makes this process the only one that writes into the folder, until `disown`. False: another one that lives does; one of another
 * machine counts as living until it was asked here over `SILENCE` and showed nothing. Rejects with the system's error.
 * @param onLost called once where another machine takes it all the same: this one slept, or its disk was away.
 */
export async function own(dir: string, onLost: () => void = () => undefined): Promise<boolean> {
  if (OURS.has(dir)) return false
  await mkdir(dir, { recursive: true, mode: 0o700 })
  for (;;) {
    const highest = (await numbers(dir)).at(-1)
    if (highest !== undefined && (await isHeld(fileOf(dir, highest)))) return false
    const next = (highest ?? 0) + 1
    if (!(await make(dir, next))) continue
    const now = await numbers(dir)
    if (now.at(-1) === next) {
      hold(dir, next, onLost)
      // The one before stays: whoever lists the folder while it changes hands must see a number that counts.
      await tidy(dir, next - 1)
      return true
    }
    // Others took the folder and removed old numbers since it was looked into: this number is no answer.
    await rm(fileOf(dir, next), { force: true })
  }
}

/** Shows that it lives, until it ends or the folder was taken. */
function hold(dir: string, number: number, onLost: () => void): void {
  // A disk that is away takes no sign of life, and nothing else either.
  const beat = setInterval(() => void show(dir, held).catch(() => undefined), BEAT)
  beat.unref()
  const held: Held = { file: fileOf(dir, number), number, beat, onLost, shown: clocks(), doubt: 0 }
  OURS.set(dir, held)
}

const clocks = (): [day: number, steady: number] => [Date.now(), performance.now()]

/** Somebody sets the clock of the day back: that is no proof of anything. */
function hasSlept({ shown: [day, steady] }: Held): boolean {
  const passed = Date.now() - day
  return passed < 0 || passed > AWAKE || performance.now() - steady > AWAKE
}

/** Whether it is held still; where it is not, that is told. Rejects with the system's error. */
async function show(dir: string, held: Held): Promise<boolean> {
  // Who looked at the last sign of life just before this one comes with a higher number yet.
  if (hasSlept(held)) held.doubt = performance.now() + SILENCE
  const highest = (await numbers(dir).catch(noneIfGone)).at(-1)
  if (OURS.get(dir) !== held) return false
  if (highest !== held.number) {
    letGo(dir, held)
    held.onLost()
    return false
  }
  await utimes(held.file, new Date(), new Date())
  held.shown = clocks()
  return OURS.get(dir) === held
}

function noneIfGone(error: NodeJS.ErrnoException): number[] {
  if (error.code === 'ENOENT') return []
  throw error
}

function letGo(dir: string, held: Held): void {
  clearInterval(held.beat)
  OURS.delete(dir)
}

/**
 * Whether the folder that `own` gave is still this process's: to be asked right before each writing. The folder itself is asked
 * where the last signs of life leave a doubt. Rejects with the system's error.
 */
export async function isOurs(dir: string): Promise<boolean> {
  const held = OURS.get(dir)
  if (held === undefined) return false
  return (!hasSlept(held) && performance.now() >= held.doubt) || show(dir, held)
}

/** Whole or not at all. False: somebody else was first. */
async function make(dir: string, number: number): Promise<boolean> {
  const beside = join(dir, `owner-${randomUUID()}.tmp`)
  await writeFile(beside, `${String(process.pid)} ${startOf(process.pid)} ${machine()}`, { mode: 0o600, flag: 'wx' })
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
  const held = OURS.get(dir)
  if (held === undefined) return
  letGo(dir, held)
  await writeFile(held.file, '', { mode: 0o600 }).catch(() => undefined)
}
