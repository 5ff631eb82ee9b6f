import { useEffect, useState } from 'react'
import type { PortCheck, Publish } from '../../../shared/contract/run.ts'
import { api } from '../../api.ts'

/** Milliseconds without a keystroke before the ports are looked at. */
const PAUSE = 250

/** Looks whether the host ports can be had, a moment after the last change. `rows` are the keys of `ports`, in order. */
export function usePortChecks(ports: readonly Publish[], rows: readonly number[], live: boolean): ReadonlyMap<number, PortCheck> {
  const [checks, setChecks] = useState<ReadonlyMap<number, PortCheck>>(new Map())
  // Only what is asked counts, not the identity of the arrays that say it.
  const question = JSON.stringify({ ports, rows })
  useEffect(() => {
    const asked = JSON.parse(question) as { ports: Publish[]; rows: number[] }
    const stop = new AbortController()
    const timer = setTimeout(() => {
      if (!live || asked.ports.length === 0) return setChecks(new Map())
      api()
        .run.ports({ ports: asked.ports }, stop.signal)
        .then((answers) => setChecks(new Map(asked.rows.flatMap((row, i) => (answers[i] === undefined ? [] : [[row, answers[i]]])))))
        // A look beforehand is a courtesy; what stands in the way is said again when it is run.
        .catch(() => setChecks(new Map()))
    }, PAUSE)
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [question, live])
  return checks
}
