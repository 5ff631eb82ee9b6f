import { useEffect, useMemo, useState } from 'react'
import { api } from '../../api.ts'
import { useConnected } from '../../world/entities.ts'
import { Inspect } from './inspect-document.ts'
import { useContainer } from './live.ts'

export type Inspection = {
  /** As it came; null before the first answer. */
  raw: unknown
  /** The part the overview reads. */
  doc: Inspect | null
  error: unknown
}

type Answer = { id: string; raw: unknown; error: unknown }

/** The inspect document, read again whenever a patch changed the row: nothing is polled. The last one stays while the next is on its way. */
export function useInspect(id: string): Inspection {
  const row = useContainer(id)
  const live = useConnected()
  const [answer, setAnswer] = useState<Answer>({ id, raw: null, error: null })
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new row object means that the engine's answer may be another
  useEffect(() => {
    if (!live) return
    const abort = new AbortController()
    api()
      .containers.inspect({ id }, abort.signal)
      .then(
        (raw) => setAnswer({ id, raw, error: null }),
        (error: unknown) => {
          if (!abort.signal.aborted) setAnswer((before) => ({ id, raw: before.id === id ? before.raw : null, error }))
        },
      )
    return () => abort.abort()
  }, [id, row, live])
  const raw = answer.id === id ? answer.raw : null
  const doc = useMemo(() => Inspect.safeParse(raw).data ?? null, [raw])
  return { raw, doc, error: answer.id === id ? answer.error : null }
}
