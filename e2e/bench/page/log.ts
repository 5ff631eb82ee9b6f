import { api } from '../../../renderer/api.ts'
import { LogSession } from '../../../renderer/features/logs/session.ts'
import type { BenchPage, LogReading } from './api.ts'
import { watchTasks } from './tasks.ts'

/** More than any log of the bench has. */
const ALL = 10_000_000

let kept: LogSession | null = null

export function keptLog(): LogSession {
  if (kept === null) throw new Error('no log is kept')
  return kept
}

export const readLog: BenchPage['readLog'] = async (id, expected, limits): Promise<LogReading> => {
  dropLog()
  const longest = watchTasks()
  const began = performance.now()
  const session = new LogSession([{ id, name: 'bench' }], limits, ALL)
  kept = session
  let most = 0
  const ms = await new Promise<number>((resolve, reject) => {
    session.onChange(() => {
      const { store, failure } = session
      most = Math.max(most, store.lines)
      if (failure !== null) reject(failure)
      if (store.lines + store.dropped >= expected) resolve(performance.now() - began)
    })
  })
  const { lines, dropped } = session.store
  return { ms, lines, dropped, most, longest: await longest() }
}

export const hashLog: BenchPage['hashLog'] = async () => {
  const { store } = keptLog()
  const text = new Uint8Array(store.bytes + store.end - store.first)
  let at = 0
  for (let number = store.first; number < store.end; number++) {
    const line = store.line(number)
    if (line.notice !== 0) continue
    text.set(line.text, at)
    at += line.text.length
    text[at++] = 0x0a
  }
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', text.subarray(0, at)))
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

export const dropLog = (): void => {
  kept?.close()
  kept = null
}

export const stallLog: BenchPage['stallLog'] = async (id) => {
  const items = api()
    .logs.follow({ sources: [{ id }], tail: 'all' })
    [Symbol.asyncIterator]()
  const first = await items.next()
  // Never asked again: what comes now waits somewhere between the engine and here.
  return first.done === true ? 0 : first.value.length
}
