import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Store } from './store.ts'
import { expected, HOST, linesOf } from './test-lines.ts'

/** In all, in two stores at a time: to start a writer is most of it, and there are two cores. */
const KILLS = 200
const STORES = 2
let dir = ''

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'gantry-kill-'))
  const entry = join(import.meta.dirname, 'test-writer.ts')
  await build({
    configFile: false,
    logLevel: 'silent',
    ssr: { noExternal: true },
    build: { ssr: entry, outDir: dir, emptyOutDir: false, rollupOptions: { output: { entryFileNames: 'writer.mjs' } } },
  })
}, 60_000)
afterAll(() => rm(dir, { recursive: true, force: true }))

/** Lets a writer begin and kills it `ms` later. */
function killedAfter(folder: string, ms: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(dir, 'writer.mjs'), folder], { stdio: ['ignore', 'pipe', 'pipe'] })
    let words = ''
    child.stderr.on('data', (chunk: Buffer) => (words += chunk.toString()))
    child.stdout.once('data', () => setTimeout(() => child.kill('SIGKILL'), ms))
    child.once('close', (_code, signal) => (signal === 'SIGKILL' ? resolve() : reject(new Error(words))))
  })
}

it(`killed at ${String(KILLS)} points, it opens and holds a prefix of what was logged`, { timeout: 120_000 }, async () => {
  await Promise.all(Array.from({ length: STORES }, (_, index) => prefixes(join(dir, `records-${String(index)}`), 20261121 + index)))
})

/** @param seed of a fixed sequence, so that a failure can be run again (Numerical Recipes' linear congruence). */
async function prefixes(folder: string, seed: number): Promise<void> {
  const next = () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
    return seed / 2 ** 32
  }
  let before = 0
  for (let kill = 0; kill < KILLS / STORES; kill++) {
    await killedAfter(folder, next() * 12)
    const store = new Store(folder, () => ({ bytes: 512 * 1024 * 1024, days: 30_000 }))
    await store.open(true)
    const log = store.logs.get(`${HOST}/${'a'.repeat(64)}`)
    const count = log?.lines ?? 0
    expect(count).toBeGreaterThanOrEqual(before)
    if (log !== undefined && (kill % 10 === 9 || count === 0)) expect(await linesOf(log)).toEqual(expected(count))
    before = count
  }
  expect(before).toBeGreaterThan(KILLS / STORES)
}
