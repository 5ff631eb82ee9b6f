import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from '../../shared/contract/zod.ts'
import { openSettings, type SettingsNotice } from './settings.ts'

const Schema = z.looseObject({ n: z.number().int().default(0), text: z.string().default('') })
let dir: string
let notices: SettingsNotice[]
const at = (name: string) => join(dir, name)
const load = () => openSettings({ dir, name: 'settings', schema: Schema, onNotice: (notice) => void notices.push(notice) })

beforeEach(async () => {
  dir = join(await mkdtemp(join(tmpdir(), 'gantry-settings-')), 'data')
  notices = []
})
afterEach(() => rm(join(dir, '..'), { recursive: true }))

describe('settings', () => {
  it('begin with defaults and keep what is set, for our user only', async () => {
    const first = await load()
    expect(first.get()).toEqual({ n: 0, text: '' })
    await first.update((now) => ({ ...now, n: 5 }))
    expect((await load()).get()).toEqual({ n: 5, text: '' })
    expect((await stat(dir)).mode & 0o777).toBe(0o700)
    expect((await stat(at('settings.json'))).mode & 0o777).toBe(0o600)
    expect(notices).toEqual([])
  })

  it('keep keys of a newer version', async () => {
    await (await load()).update((now) => ({ ...now, future: { a: [1] } }))
    await (await load()).update((now) => ({ ...now, n: 1 }))
    expect(JSON.parse(await readFile(at('settings.json'), 'utf8'))).toEqual({ n: 1, text: '', future: { a: [1] } })
  })

  it('take changes made at once in their order', async () => {
    const settings = await load()
    await Promise.all(Array.from({ length: 30 }, (_, n) => settings.update((now) => ({ ...now, n, text: `${now.text}${String(n % 10)}` }))))
    expect((await load()).get()).toEqual({ n: 29, text: '012345678901234567890123456789' })
    expect((await readdir(dir)).sort()).toEqual(['settings.bak.json', 'settings.json'])
  })

  it('keep a damaged file aside, load the backup, and tell', async () => {
    const settings = await load()
    await settings.update(() => ({ n: 1, text: 'old' }))
    await settings.update(() => ({ n: 2, text: 'new' }))
    await writeFile(at('settings.json'), '{"n": 2, "te')
    expect((await load()).get()).toEqual({ n: 1, text: 'old' })
    const [notice] = notices
    expect(notice).toMatchObject({ kind: 'corrupt', loaded: 'backup' })
    expect(await readFile(notice?.kind === 'corrupt' ? notice.kept : '', 'utf8')).toBe('{"n": 2, "te')
  })

  it('never overwrite a good backup with a damaged file', async () => {
    const settings = await load()
    await settings.update(() => ({ n: 1, text: '' }))
    await settings.update(() => ({ n: 2, text: '' }))
    await writeFile(at('settings.json'), 'rubbish')
    await settings.update(() => ({ n: 3, text: '' }))
    expect(JSON.parse(await readFile(at('settings.bak.json'), 'utf8'))).toEqual({ n: 1, text: '' })
  })

  it('load from any bytes, keeping at most three damaged files', async () => {
    await (await load()).update((now) => now)
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.uint8Array(),
          fc.json().map((text) => Buffer.from(text)),
        ),
        async (bytes) => {
          await writeFile(at('settings.json'), bytes)
          const value = (await load()).get()
          expect(Number.isInteger(value.n)).toBe(true)
          expect(typeof value.text).toBe('string')
        },
      ),
      { numRuns: 200 },
    )
    expect((await readdir(dir)).filter((name) => name.includes('corrupt')).length).toBeLessThanOrEqual(3)
  })
})

const WRITER = `
  import { openSettings } from ${JSON.stringify(fileURLToPath(new URL('settings.ts', import.meta.url)))}
  import { z } from ${JSON.stringify(fileURLToPath(new URL('../../shared/contract/zod.ts', import.meta.url)))}
  const schema = z.looseObject({ n: z.number().default(0), text: z.string().default('') })
  const settings = await openSettings({ dir: process.argv[2], name: 'settings', schema, onNotice: (n) => console.error(n) })
  console.log('ready')
  for (let n = 1; ; n++) await settings.update(() => ({ n, text: String(n % 10).repeat(50_000) }))
`

/** Bundled once: a start is then quick enough for many kills. */
async function bundle(): Promise<string> {
  await writeFile(join(dir, '../writer.mts'), WRITER)
  // By its path: the import rules do not know it as one of main's packages.
  const vite = new URL('../../node_modules/vite/dist/node/index.js', import.meta.url).href
  const { build } = (await import(vite)) as { build(config: object): Promise<unknown> }
  await build({
    configFile: false,
    logLevel: 'silent',
    ssr: { noExternal: true },
    build: { ssr: join(dir, '../writer.mts'), outDir: join(dir, '../out'), rollupOptions: { output: { entryFileNames: 'writer.mjs' } } },
  })
  return join(dir, '../out/writer.mjs')
}

describe('R18 kill -9 at any moment', () => {
  it('leaves whole settings, 20 times of 20, and nothing beside them', { timeout: 60_000 }, async () => {
    const script = await bundle()
    for (let round = 0; round < 20; round++) {
      const child = spawn(process.execPath, [script, dir], { stdio: ['ignore', 'pipe', 'inherit'] })
      await once(child.stdout, 'data')
      await new Promise((resolve) => setTimeout(resolve, round * 2)) // the moment is what varies
      child.kill('SIGKILL')
      await once(child, 'exit')
      const { n, text } = (await load()).get()
      expect(text).toBe(n === 0 ? '' : String(n % 10).repeat(50_000))
    }
    expect(notices).toEqual([])
    const left = (await readdir(dir)).filter((name) => name.endsWith('.tmp'))
    expect(left.length, 'a kill in the middle of a write leaves a part of it, which does no harm').toBeGreaterThan(0)
    for (const name of left) await utimes(at(name), 0, 0)
    await load()
    expect((await readdir(dir)).sort()).toEqual(['settings.bak.json', 'settings.json'])
  })
})

const canMount = process.platform === 'linux' && process.getuid?.() === 0 && tryMount()
function tryMount(): boolean {
  try {
    execFileSync('unshare', ['-m', 'true'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
const why = canMount ? '' : ' (skipped: a small or read-only disk needs root and mounts)'

describe('R19 a disk that takes nothing', () => {
  it.skipIf(!canMount)(`is a notice, told once, and the values hold${why}`, async () => {
    const settings = await load()
    await settings.update(() => ({ n: 1, text: 'kept' }))
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=16k', 'none', dir])
    try {
      await settings.update(() => ({ n: 2, text: 'x'.repeat(100_000) }))
      await settings.update(() => ({ n: 3, text: 'x'.repeat(100_000) }))
      expect(notices).toEqual([{ kind: 'unwritable', file: at('settings.json'), code: 'ENOSPC' }])
      expect(settings.get().n).toBe(3)
      expect(await readdir(dir)).toEqual([])
      execFileSync('mount', ['-o', 'remount,ro', dir])
      await settings.update(() => ({ n: 4, text: '' }))
      execFileSync('mount', ['-o', 'remount,rw', dir])
      await settings.update(() => ({ n: 5, text: '' }))
      expect((await load()).get().n).toBe(5)
      execFileSync('mount', ['-o', 'remount,ro', dir])
      await settings.update(() => ({ n: 6, text: '' }))
      expect(notices.slice(1)).toEqual([{ kind: 'unwritable', file: at('settings.json'), code: 'EROFS' }])
    } finally {
      execFileSync('umount', [dir])
    }
  })
})
