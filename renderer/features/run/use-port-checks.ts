import { useEffect, useState } from 'react'
import type { PortCheck, Publish } from '../../../shared/contract/run.ts'
import { api } from '../../api.ts'

/** Milliseconds without a keystroke before the ports are looked at. */
const PAUSE = 250

export type RowCheck = PortCheck & { port: number | null }

/**
 * Looks whether the host ports can be had, a moment after the last change. `rows` are the keys of `ports`' rows, in order.
 * Of a row with a range it tells of the first port that cannot.
 */
export function usePortChecks(ports: readonly Publish[], rows: readonly number[], live: boolean): ReadonlyMap<number, RowCheck> {
  const [checks, setChecks] = useState<ReadonlyMap<number, RowCheck>>(new Map())
  // Only what is asked counts, not the identity of the arrays that say it.
  const question = JSON.stringify({ ports, rows })
  useEffect(() => {
    const asked = JSON.parse(question) as { ports: Publish[]; rows: number[] }
    const stop = new AbortController()
    const timer = setTimeout(() => {
      if (!live || asked.ports.length === 0) return setChecks(new Map())
      api()
        .run.ports({ ports: asked.ports }, stop.signal)
        .then((answers) => setChecks(byRow(answers, asked)))
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

function byRow(answers: readonly PortCheck[], { ports, rows }: { ports: Publish[]; rows: number[] }): ReadonlyMap<number, RowCheck> {
  const checks = new Map<number, RowCheck>()
  for (const [i, answer] of answers.entries()) {
    const row = rows[i]
    if (row === undefined) continue
    const before = checks.get(row)
    if (before === undefined || isFree(before)) checks.set(row, { ...answer, port: ports[i]?.host ?? null })
  }
  return checks
}

export const isFree = ({ state }: PortCheck): boolean => state === 'free' || state === 'unknown'
