import { Finder } from '../../../renderer/features/logs/find/finder.ts'
import { RegexWorker } from '../../../renderer/features/logs/find/regex-worker.ts'
import { makeSearch } from '../../../renderer/features/logs/find/search.ts'
import { useLogPrefs } from '../../../renderer/features/logs/prefs.ts'
import { LogSession } from '../../../renderer/features/logs/session.ts'
import { DEFAULT_LIMITS } from '../../../renderer/features/logs/store/store.ts'
import { LogPane } from '../../../renderer/features/logs/view/pane.ts'
import { t } from '../../../renderer/i18n/index.ts'
import type { BenchPage } from './api.ts'
import { keptLog } from './log.ts'
import { afterPaint, watchFrames, watchTasks } from './tasks.ts'

const PATIENCE = 30_000

type View = { session: LogSession; pane: LogPane; root: HTMLElement }
let view: View | null = null

function mount(id: string, tail: number): View {
  closeView()
  const root = document.createElement('div')
  root.style.cssText = 'position: relative; width: 1400px; height: 500px; display: grid'
  document.body.append(root)
  const session = new LogSession([{ id, name: 'bench' }], DEFAULT_LIMITS, tail)
  const nothing = () => undefined
  const pane = new LogPane(root, session, useLogPrefs.getState(), t, 'en', {
    changed: nothing,
    find: nothing,
    filter: nothing,
    save: nothing,
  })
  pane.viewport.setActive(true)
  view = { session, pane, root }
  return view
}

export function closeView(): void {
  if (view === null) return
  view.pane.dispose()
  view.session.close()
  view.root.remove()
  view = null
}

/** Looks again after every change of the page until it is so. */
function until(root: HTMLElement, wanted: () => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    const limit = setTimeout(() => reject(new Error(`the view shows ${root.textContent.slice(-300)}`)), PATIENCE)
    const look = () => {
      if (!wanted()) return
      observer.disconnect()
      clearTimeout(limit)
      resolve()
    }
    const observer = new MutationObserver(look)
    observer.observe(root, { subtree: true, childList: true, characterData: true })
    look()
  })
}

export const openView: BenchPage['openView'] = async (id, tail, last) => {
  const began = performance.now()
  const { session, root } = mount(id, tail)
  await until(root, () => root.textContent.includes(last))
  await afterPaint()
  const ms = performance.now() - began
  const { lines } = session.store
  closeView()
  return { ms, lines }
}

export const followView: BenchPage['followView'] = async (id) => {
  const { root } = mount(id, 1)
  await until(root, () => /line \d+/.test(root.textContent))
}

export const watchView: BenchPage['watchView'] = async (ms) => {
  if (view === null) throw new Error('no view is open')
  const { session, pane, root } = view
  const [longest, frames] = [watchTasks(), watchFrames()]
  const first = session.store.end
  const lags: number[] = []
  let painted = 0
  const end = performance.now() + ms
  while (performance.now() < end) {
    await afterPaint()
    const { bottom } = pane.viewport
    if (bottom === painted) continue
    painted = bottom
    const { sec, nano } = session.store.line(bottom)
    lags.push(performance.timeOrigin + performance.now() - (sec * 1000 + nano / 1e6))
  }
  lags.sort((a, b) => a - b)
  const reading = {
    lines: session.store.end - first,
    lost: session.store.dropped,
    longest: await longest(),
    frame: frames(),
    lag: lags[Math.floor(lags.length * 0.95)] ?? Number.NaN,
  }
  const newest = numberOf(session)
  await until(root, () => [...root.textContent.matchAll(/line (\d+)/g)].some(([, digits]) => Number(digits) >= newest))
  return reading
}

/** The number in the last line that the store holds. */
function numberOf({ store }: LogSession): number {
  const text = new TextDecoder().decode(store.line(store.end - 1).text)
  return Number(/line (\d+)/.exec(text)?.[1] ?? Number.NaN)
}

export const searchLog: BenchPage['searchLog'] = async (text) => {
  const { store } = keptLog()
  const longest = watchTasks()
  const worker = new RegexWorker()
  const search = makeSearch({ text, matchCase: true, regex: false }, worker, () => undefined)
  if ('error' in search) throw new Error(search.error)
  const began = performance.now()
  let first = 0
  const ms = await new Promise<number>((resolve) => {
    const finder = new Finder(store, () => {
      if (first === 0 && finder.tally(-1).count > 0) first = performance.now() - began
      if (finder.done) resolve(performance.now() - began)
    })
    kept = finder
    finder.set(store, search, store.first)
  })
  const { count } = kept?.tally(-1) ?? { count: Number.NaN }
  kept = null
  worker.dispose()
  return { ms, first, count, longest: await longest() }
}

let kept: Finder | null = null
