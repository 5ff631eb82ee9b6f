import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createBackend } from '../../main/backend.ts'
import { CAPPED, END_MASK, NANO_MASK, NOTICE, type NoticeKind, readBatch, SOURCE_SHIFT, STDERR } from '../../shared/log-batch.ts'

export type Read = {
  source: number
  stderr: boolean
  stamp: string
  text: string
  bytes: Buffer
  capped: boolean
  notice: NoticeKind | null
}

/** A batch as objects, for tests. */
export function records(batch: Uint8Array): Read[] {
  const { count, sec, nano, place, text } = readBatch(batch)
  return Array.from({ length: count }, (_, i) => {
    const [s = 0, n = 0, p = 0] = [sec[i], nano[i], place[i]]
    const start = i === 0 ? 0 : (place[i - 1] ?? 0) & END_MASK
    const bytes = Buffer.from(text.subarray(start, p & END_MASK))
    const notice = n >= NOTICE ? ((bytes[0] ?? 0) as NoticeKind) : null
    const stamp = `${String(s)}.${String(n & NANO_MASK).padStart(9, '0')}`
    return {
      source: p >>> SOURCE_SHIFT,
      stderr: (n & STDERR) !== 0,
      stamp,
      text: bytes.subarray(notice === null ? 0 : 1).toString(),
      bytes,
      capped: (p & CAPPED) !== 0,
      notice,
    }
  })
}

/** The backend on a host, once it is connected. */
export async function backendOn(host: string) {
  const home = await mkdtemp(join(tmpdir(), 'gantry-logs-'))
  const none = { sandbox: null, confirmDanger: null }
  const backend = createBackend({ version: '0', form: 'browser', platform: process.platform, env: {}, home, dataDir: home, host, ...none })
  for await (const patches of backend.handlers.world.watch({}, new AbortController().signal))
    if (patches.some((p) => p.t === 'connection' && p.connection.state === 'connected')) break
  return {
    handlers: backend.handlers,
    async close() {
      await backend.close()
      await rm(home, { recursive: true, force: true })
    },
  }
}

type Handlers = Awaited<ReturnType<typeof backendOn>>['handlers']

/** Follows into a list; `until` resolves once the list satisfies it. */
export function collect(
  handlers: Handlers,
  ids: string[],
  part: number | 'all' | { since?: string; until?: string; host?: { name: string; address: string } } = 'all',
  view?: string,
) {
  const abort = new AbortController()
  const span = typeof part === 'object' ? { tail: 'all' as const, ...part } : { tail: part }
  const all: Read[] = []
  let look: () => void = () => undefined
  const done = (async () => {
    for await (const batch of handlers.logs.follow({ sources: ids.map((id) => ({ id })), ...span, view }, abort.signal)) {
      all.push(...records(batch))
      look()
    }
    look()
  })()
  return {
    all,
    done,
    lines: () => all.filter((r) => r.notice === null),
    notices: () => all.filter((r) => r.notice !== null).map((r) => ({ kind: r.notice, text: r.text })),
    until: (what: (all: readonly Read[]) => boolean, ms = 20_000) =>
      new Promise<void>((resolve, reject) => {
        const timer = setTimeout(() => {
          const tail = all.slice(-8).map((r) => `${String(r.notice)}:${r.text.slice(0, 80)}`)
          reject(new Error(`did not come; ${String(all.length)} records, the last: ${tail.join(' | ')}`))
        }, ms)
        look = () => {
          if (!what(all)) return
          clearTimeout(timer)
          resolve()
        }
        look()
      }),
    async stop() {
      abort.abort()
      await done
    },
  }
}
