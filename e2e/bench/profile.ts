import { type ChildProcess, fork } from 'node:child_process'
import type { Page } from '@playwright/test'
import { WebSocket } from 'ws'
import { type CallFrame, type Place, Places } from './places.ts'

/** One V8 CPU profile: nodes of call sites, and which of them each sample hit (Chrome DevTools Protocol, `Profiler.Profile`). */
type CpuProfile = {
  nodes: { id: number; callFrame: CallFrame }[]
  samples: number[]
  /** Microseconds between one sample and the next. */
  timeDeltas: number[]
}
type Send = (method: string, params?: object) => Promise<unknown>
type Target = {
  who: string
  send: Send
  places: Places
  kinds: Map<string, number>
  names: Map<string, number>
  total: number
  passed: number
}

/** Of two processes they fill one screen. */
const KINDS = 7
const NAMES = 11
/** Nobody's work. */
const IDLE = new Set(['(idle)', '(root)'])

let targets: Target[] | null = null

/** From now on the app's rounds are profiled, which slows them: their ratios tell nothing. */
export const profileRounds = (): void => {
  targets = []
}
export const isProfiling = (): boolean => targets !== null

/** A process has its inspector within this. Milliseconds. */
const PATIENCE = 10_000

const nothing = (): void => undefined

/** The inspector of a Node process speaks on the address that it told on its standard error. A process waits at its end until it is let go. */
export async function profileNode(who: string, stderr: () => string): Promise<() => void> {
  if (targets === null) return nothing
  const url = await told(stderr)
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
  await add(who, send, new Places(null))
  return () => socket.terminate()
}

/** `fork`, with what that process does in the profile. */
export async function forkProfiled(who: string, file: string): Promise<{ child: ChildProcess; letGo: () => void }> {
  if (targets === null) return { child: fork(file), letGo: nothing }
  const child = fork(file, [], { execArgv: [...process.execArgv, '--inspect=127.0.0.1:0'], stdio: ['ignore', 'inherit', 'pipe', 'ipc'] })
  let errors = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    errors += text
  })
  return { child, letGo: await profileNode(who, () => errors) }
}

/** Where the inspector listens. A process says so before anything of its own. */
async function told(stderr: () => string): Promise<string> {
  for (const until = performance.now() + PATIENCE; ; await new Promise((resolve) => setTimeout(resolve, 20))) {
    const url = /Debugger listening on (ws:\S+)/.exec(stderr())?.[1]
    if (url !== undefined) return url
    if (performance.now() > until) throw new Error(`there is no inspector: ${stderr()}`)
  }
}

/** @param built folder the page is served from, with its source maps */
export async function profilePage(who: string, page: Page, built: string): Promise<void> {
  if (targets === null) return
  const session = await page.context().newCDPSession(page)
  await add(who, (method, params) => session.send(method as 'Profiler.start', params as undefined), new Places(built))
}

async function add(who: string, send: Send, places: Places): Promise<void> {
  await send('Profiler.enable')
  await send('Profiler.setSamplingInterval', { interval: 500 })
  targets?.push({ who, send, places, kinds: new Map(), names: new Map(), total: 0, passed: 0 })
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
  const places = new Map<number, Place>(nodes.map(({ id, callFrame }) => [id, target.places.of(callFrame)]))
  for (const [i, sample] of samples.entries()) {
    const { name, kind } = places.get(sample) ?? { name: '?', kind: '?' }
    const ms = (timeDeltas[i] ?? 0) / 1000
    target.passed += ms
    if (IDLE.has(name)) continue
    target.total += ms
    target.names.set(name, (target.names.get(name) ?? 0) + ms)
    target.kinds.set(kind, (target.kinds.get(kind) ?? 0) + ms)
  }
}

/** What took the time of each process by itself, all rounds together, by what it belongs to and by function; then begins anew for the next figure. */
export function tellProfiles(): void {
  for (const { who, kinds, names, total, passed } of targets?.splice(0) ?? []) {
    if (total === 0) continue
    console.log(`  ${who}: ${total.toFixed(0)} ms of work in ${passed.toFixed(0)} ms`)
    tell(kinds, total, KINDS, '    ')
    tell(names, total, NAMES, '      · ')
  }
}

function tell(times: Map<string, number>, total: number, count: number, before: string): void {
  for (const [name, ms] of [...times].toSorted((a, b) => b[1] - a[1]).slice(0, count))
    console.log(`${before}${((ms / total) * 100).toFixed(1).padStart(5)} %  ${ms.toFixed(0).padStart(6)} ms  ${name}`)
}
