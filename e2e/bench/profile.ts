import type { Page } from '@playwright/test'
import { WebSocket } from 'ws'

/** One V8 CPU profile: nodes of call sites, and which of them each sample hit (Chrome DevTools Protocol, `Profiler.Profile`). */
type CpuProfile = {
  nodes: { id: number; callFrame: { functionName: string; url: string; lineNumber: number } }[]
  samples: number[]
  /** Microseconds between one sample and the next. */
  timeDeltas: number[]
}
type Send = (method: string, params?: object) => Promise<unknown>
type Target = { who: string; send: Send; times: Map<string, number>; total: number }

const SHOWN = 14
/** Nobody's work. */
const IDLE = new Set(['(idle)', '(root)'])

let targets: Target[] | null = null

/** From now on the app's rounds are profiled, which slows them: their ratios tell nothing. */
export const profileRounds = (): void => {
  targets = []
}
export const isProfiling = (): boolean => targets !== null

const nothing = (): void => undefined

/** The inspector of a Node process speaks on the address that it told on its standard error. A process waits at its end until it is let go. */
export async function profileNode(who: string, stderr: () => string): Promise<() => void> {
  if (targets === null) return nothing
  const url = /Debugger listening on (ws:\S+)/.exec(stderr())?.[1]
  if (url === undefined) throw new Error(`${who} has no inspector: ${stderr()}`)
  const socket = new WebSocket(url)
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
  const waiting = new Map<number, (value: unknown) => void>()
  socket.on('message', (data: Buffer) => {
    const { id, result } = JSON.parse(data.toString()) as { id?: number; result?: unknown }
    if (id !== undefined) waiting.get(id)?.(result)
  })
  let last = 0
  const send: Send = (method, params = {}) =>
    new Promise((resolve) => {
      waiting.set(++last, resolve)
      socket.send(JSON.stringify({ id: last, method, params }))
    })
  await add(who, send)
  return () => socket.terminate()
}

export async function profilePage(who: string, page: Page): Promise<void> {
  if (targets === null) return
  const session = await page.context().newCDPSession(page)
  await add(who, (method, params) => session.send(method as 'Profiler.start', params as undefined))
}

async function add(who: string, send: Send): Promise<void> {
  await send('Profiler.enable')
  await send('Profiler.setSamplingInterval', { interval: 500 })
  targets?.push({ who, send, times: new Map(), total: 0 })
}

/** The work between start and end of every process that is being profiled. */
export async function profiled<T>(work: () => Promise<T>): Promise<T> {
  const now = targets ?? []
  await Promise.all(now.map(({ send }) => send('Profiler.start')))
  const value = await work()
  for (const target of now) note(target, ((await target.send('Profiler.stop')) as { profile: CpuProfile }).profile)
  return value
}

function note(target: Target, { nodes, samples, timeDeltas }: CpuProfile): void {
  const names = new Map(
    nodes.map(({ id, callFrame: { functionName, url, lineNumber } }) => {
      const place = url === '' ? '' : ` ${url.slice(url.lastIndexOf('/') + 1)}:${String(lineNumber + 1)}`
      return [id, `${functionName === '' ? '(anonymous)' : functionName}${place}`] as const
    }),
  )
  for (const [i, sample] of samples.entries()) {
    const name = names.get(sample) ?? '?'
    if (IDLE.has(name)) continue
    const ms = (timeDeltas[i] ?? 0) / 1000
    target.total += ms
    target.times.set(name, (target.times.get(name) ?? 0) + ms)
  }
}

/** What took the time of each process by itself, all rounds together; then begins anew for the next figure. */
export function tellProfiles(): void {
  for (const { who, times, total } of targets?.splice(0) ?? []) {
    console.log(`  ${who}: ${total.toFixed(0)} ms of work`)
    const most = [...times].toSorted((a, b) => b[1] - a[1]).slice(0, SHOWN)
    for (const [name, ms] of most)
      console.log(`    ${((ms / total) * 100).toFixed(1).padStart(5)} %  ${ms.toFixed(0).padStart(6)} ms  ${name}`)
  }
}
