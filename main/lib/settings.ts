import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { z } from '../../shared/contract/zod.ts'
import { replaceBy } from './write-whole.ts'

/** What the user should know of the settings file; the rest of the app runs on. */
export type SettingsNotice =
  | { kind: 'corrupt'; kept: string; loaded: 'backup' | 'defaults' }
  /** `code` is the system's: EROFS, ENOSPC, EACCES … The values hold until the app ends. */
  | { kind: 'unwritable'; file: string; code: string }

export type SettingsOptions<T> = {
  /** Created 0700. */
  dir: string
  /** `settings` → settings.json, settings.bak.json, settings.corrupt-….json */
  name: string
  /** Must give the defaults for `{}`, and should keep keys it does not know: a newer version may have written them. */
  schema: z.ZodType<T>
  onNotice: (notice: SettingsNotice) => void
}

export type Settings<T> = {
  get(): T
  /** Resolves to whether the change is on the disk; where not, see `unwritable`, and it holds until the app ends. Never rejects. */
  update(change: (now: T) => T): Promise<boolean>
  /** Writes what the disk did not take. */
  retry(): Promise<boolean>
}

/** Corrupt files kept for whoever wants to look; older ones are removed. */
const KEEP_CORRUPT = 3
const LEFTOVER_AGE = 60_000

/**
 * A small file of settings that a kill at any moment does not damage (R18): written beside, synced, then renamed over.
 * A damaged file is kept aside and the backup is loaded; a disk that takes nothing costs only the memory of the change (R19).
 */
export async function openSettings<T>({ dir, name, schema, onNotice }: SettingsOptions<T>): Promise<Settings<T>> {
  const file = join(dir, `${name}.json`)
  const backup = join(dir, `${name}.bak.json`)
  await dropLeftovers(dir, name)
  let now: T = await load()
  let told = false
  let queue = Promise.resolve(true)

  async function load(): Promise<T> {
    const text = await readText(file)
    const value = text === null ? undefined : decode(schema, text)
    if (value !== undefined) return value
    const saved = decode(schema, (await readText(backup)) ?? '')
    if (text !== null) {
      const kept = join(dir, `${name}.corrupt-${new Date().toISOString().replace(/\W/g, '')}.json`)
      await rename(file, kept).catch(() => undefined)
      await dropOld(dir, name)
      onNotice({ kind: 'corrupt', kept, loaded: saved === undefined ? 'defaults' : 'backup' })
    }
    return saved ?? schema.parse({})
  }

  async function write(): Promise<void> {
    const before = await readText(file)
    await mkdir(dir, { recursive: true, mode: 0o700 })
    if (before !== null && decode(schema, before) !== undefined) await replace(backup, before)
    await replace(file, `${JSON.stringify(now, null, 2)}\n`)
  }

  const save = (): Promise<boolean> => {
    queue = queue.then(write).then(
      () => {
        told = false
        return true
      },
      (error: unknown) => {
        if (!told) onNotice({ kind: 'unwritable', file, code: (error as NodeJS.ErrnoException).code ?? 'unknown' })
        told = true
        return false
      },
    )
    return queue
  }

  return {
    get: () => now,
    update(change) {
      now = change(now)
      return save()
    },
    retry: () => (told ? save() : Promise.resolve(true)),
  }
}

const readText = (path: string): Promise<string | null> => readFile(path, 'utf8').catch(() => null)

function decode<T>(schema: z.ZodType<T>, text: string): T | undefined {
  try {
    return schema.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

/** Whole or not at all: the new text is on the disk before it takes the name. */
async function replace(path: string, text: string): Promise<void> {
  const beside = `${path}.${String(process.pid)}.tmp`
  await replaceBy(path, beside, { flags: 'w', mode: 0o600 }, (handle) => handle.writeFile(text))
  await syncFolder(path)
}

/** The rename itself survives a power cut. Windows has no such call. */
async function syncFolder(path: string): Promise<void> {
  const handle = await open(join(path, '..')).catch(() => null)
  await handle?.sync().catch(() => undefined)
  await handle?.close()
}

async function dropOld(dir: string, name: string): Promise<void> {
  const names = await readdir(dir).catch(() => [])
  const old = names.filter((entry) => entry.startsWith(`${name}.corrupt-`)).sort()
  for (const entry of old.slice(0, -KEEP_CORRUPT)) await rm(join(dir, entry), { force: true })
}

/** What a killed writer left beside; a living one needs a moment only. */
async function dropLeftovers(dir: string, name: string): Promise<void> {
  const names = await readdir(dir).catch(() => [])
  for (const entry of names.filter((text) => text.startsWith(`${name}.`) && text.endsWith('.tmp'))) {
    const info = await stat(join(dir, entry)).catch(() => null)
    if (info !== null && Date.now() - info.mtimeMs > LEFTOVER_AGE) await rm(join(dir, entry), { force: true }).catch(() => undefined)
  }
}
