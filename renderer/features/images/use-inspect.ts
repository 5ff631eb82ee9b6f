import { useEffect, useState } from 'react'
import type { Image, ImageHistoryEntry } from '../../../shared/contract/images.ts'
import { type Api, api } from '../../api.ts'

export type Loaded<T> = { state: 'loading' } | { state: 'failed'; error: unknown; retry(): void } | { state: 'ready'; value: T }

/** What is kept of images one looked at; their ids are digests, so it does not age. A few hundred kilobytes at most. */
const KEEP = 100
const histories = new Map<string, readonly ImageHistoryEntry[]>()

function keep<T>(cache: Map<string, T>, key: string, value: T): T {
  cache.set(key, value)
  const oldest = cache.keys().next().value
  if (cache.size > KEEP && oldest !== undefined) cache.delete(oldest)
  return value
}

/** Asks when the key changes, and again on `retry`. A late answer to an earlier key is dropped. */
function useLoaded<T>(key: string, load: (client: Api, signal: AbortSignal) => Promise<T>): Loaded<T> {
  const [result, setResult] = useState<{ key: string; loaded: Loaded<T> } | null>(null)
  const [tries, setTries] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` stands for what `load` asks; `tries` asks again
  useEffect(() => {
    const stop = new AbortController()
    load(api(), stop.signal).then(
      (value) => setResult({ key, loaded: { state: 'ready', value } }),
      (error: unknown) => {
        if (!stop.signal.aborted) setResult({ key, loaded: { state: 'failed', error, retry: () => setTries((n) => n + 1) } })
      },
    )
    return () => stop.abort()
  }, [key, tries])
  return result !== null && result.key === key ? result.loaded : { state: 'loading' }
}

async function history(client: Api, id: string, signal: AbortSignal): Promise<readonly ImageHistoryEntry[]> {
  return histories.get(id) ?? keep(histories, id, await client.images.history({ id }, signal))
}

/** The history of an image and of the one it is built on ([] for none). */
export const useHistories = (
  id: string,
  baseId: string | null,
): Loaded<{ own: readonly ImageHistoryEntry[]; base: readonly ImageHistoryEntry[] }> =>
  useLoaded(`${id} ${baseId ?? ''}`, async (client, signal) => {
    const [own, base] = await Promise.all([
      history(client, id, signal),
      // Without the base's history the layers can still be shown, ungrouped.
      baseId === null ? [] : history(client, baseId, signal).catch(() => []),
    ])
    return { own, base }
  })

/** The engine's inspect document; read again when the image's names changed, for they stand in it. */
export const useInspect = (image: Image): Loaded<unknown> =>
  useLoaded(`${image.id} ${image.tags.join(' ')} ${image.digests.join(' ')}`, (client, signal) =>
    client.images.inspect({ id: image.id }, signal),
  )
