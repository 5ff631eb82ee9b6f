import { useEffect, useSyncExternalStore } from 'react'
import { create } from 'zustand'
import type { ContainerStats } from '../../../shared/contract/containers.ts'
import { onApi } from '../../api.ts'
import { useConnected, useWorld } from '../../world/entities.ts'

/** How often a row on screen is measured; a sample costs the engine about a millisecond of CPU. */
const EVERY_SECONDS = 3
/** The contract takes no more at once; no screen shows as many rows. */
const MOST = 200

const useStats = create<{ by: ReadonlyMap<string, ContainerStats> }>(() => ({ by: new Map() }))

/** The latest sample of a container that is on screen; undefined before the first. */
export const useStat = (id: string): ContainerStats | undefined => useStats((s) => s.by.get(id))

/** A first sample says nothing of the CPU: what was known of it stays until the second. */
export function merge(before: ReadonlyMap<string, ContainerStats>, samples: readonly ContainerStats[]): Map<string, ContainerStats> {
  return new Map(samples.map((sample) => [sample.id, { ...sample, cpu: sample.cpu ?? before.get(sample.id)?.cpu ?? null }]))
}

const isVisible = (): boolean => document.visibilityState === 'visible'
const onVisibility = (changed: () => void): (() => void) => {
  document.addEventListener('visibilitychange', changed)
  return () => document.removeEventListener('visibilitychange', changed)
}

/** Measures the running ones of these while the page is seen and the engine answers; else nothing is asked of it. */
export function useLiveStats(visible: readonly string[]): void {
  const seen = useSyncExternalStore(onVisibility, isVisible)
  const live = useConnected()
  const running = useWorld((world) =>
    visible
      .filter((id) => world.entities.containers.get(id)?.state === 'running')
      .slice(0, MOST)
      .join(' '),
  )
  useEffect(() => {
    // Figures of a lost engine would look like those of now.
    if (!live) useStats.setState({ by: new Map() })
    if (!seen || !live || running === '') return
    let abort = new AbortController()
    // A lost wire ends the stream; the next one opens it anew.
    const off = onApi((api) => {
      abort.abort()
      abort = new AbortController()
      void follow(api.containers.stats({ ids: running.split(' '), seconds: EVERY_SECONDS }, abort.signal))
    })
    return () => {
      off()
      abort.abort()
    }
  }, [seen, live, running])
}

async function follow(stream: AsyncIterable<ContainerStats[]>): Promise<void> {
  try {
    for await (const samples of stream) useStats.setState(({ by }) => ({ by: merge(by, samples) }))
  } catch {
    // The connection's own state says why there are no figures.
  }
}
