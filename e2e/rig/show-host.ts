import { containerReader } from '../../main/docker/containers/reader.ts'
import { imageReader } from '../../main/docker/images.ts'
import { unixDial } from '../../main/docker/lib/test-engine.ts'
import { createWatcher, type Watcher } from '../../main/docker/watch.ts'
import type { Container } from '../../shared/contract/containers.ts'
import type { Connection } from '../../shared/contract/hosts.ts'
import { engineApi } from './engine.ts'

/** What one window would show. */
export type Shown = {
  watcher: Watcher
  containers: Map<string, Container>
  images: Map<string, { id: string }>
  connection: Connection
  /** Every connection state in order, with its moment by `performance.now()`. */
  history: { at: number; connection: Connection }[]
  batches: number
  /** When the last patch came, by `performance.now()`: since then it shows what it shows. */
  at: number
  close(): void
}

/** A watcher of this host with one window that takes patches as fast as they come. */
export function showHost(host: string, watcher: Watcher = createWatcher([containerReader, imageReader])): Shown {
  const end = new AbortController()
  const shown: Shown = {
    watcher,
    containers: new Map(),
    images: new Map(),
    connection: { state: 'connecting', host: null },
    history: [],
    batches: 0,
    at: performance.now(),
    close() {
      end.abort()
      watcher.close()
    },
  }
  void read(shown, end.signal)
  void watcher.connect({ host: { id: 'given', name: 'test', address: host, source: 'given' }, open: async () => unixDial(host) })
  return shown
}

async function read(shown: Shown, signal: AbortSignal): Promise<void> {
  for await (const batch of shown.watcher.watch(signal)) {
    shown.batches++
    shown.at = performance.now()
    for (const patch of batch) {
      if (patch.t === 'connection') {
        shown.connection = patch.connection
        shown.history.push({ at: performance.now(), connection: patch.connection })
      } else if (patch.t === 'reset') {
        shown.containers.clear()
        shown.images.clear()
      } else {
        const map = shown[patch.noun] as Map<string, { id: string }>
        if (patch.t === 'all') map.clear()
        if (patch.t === 'drop') for (const id of patch.ids) map.delete(id)
        else for (const item of patch.items) map.set(item.id, item)
      }
    }
  }
}

type Row = { Id: string; Names: string[]; State: string }

/** `docker ps -a` as text, one line a container: id, name, state. */
export async function dockerPs(host: string): Promise<string> {
  const rows = (await engineApi(host).call('GET', '/containers/json?all=1')) as Row[]
  return rows
    .map((r) => `${r.Id.slice(0, 12)} ${r.Names[0]?.slice(1) ?? ''} ${r.State}`)
    .sort()
    .join('\n')
}

export const table = (shown: Shown): string =>
  [...shown.containers.values()]
    .map((c) => `${c.id.slice(0, 12)} ${c.name} ${c.state}`)
    .sort()
    .join('\n')

/** Waits for a condition, looking every few milliseconds; fails with its name. Resolves with the milliseconds it took. */
export async function until(name: string, holds: () => boolean | Promise<boolean>, ms = 10_000): Promise<number> {
  const started = performance.now()
  for (;;) {
    if (await holds()) return performance.now() - started
    if (performance.now() - started > ms) throw new Error(`${name}: not within ${ms} ms`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
