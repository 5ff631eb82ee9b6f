import { useEffect, useState } from 'react'
import { api } from '../../api.ts'
import type { LogTarget } from './target.ts'

/** More than these are not asked about: there will be one with two streams among them. */
const ASKED = 8

const hasTerminal = (document: unknown): boolean => (document as { Config?: { Tty?: unknown } } | null)?.Config?.Tty === true

/** Whether any of these containers writes two streams: one with a terminal writes one. Yes, until it is known otherwise. */
export function useStreams(targets: readonly LogTarget[]): boolean {
  const ids = targets.map(({ id }) => id).join()
  const [streams, setStreams] = useState(true)
  useEffect(() => {
    let wanted = true
    const asked = ids === '' ? [] : ids.split(',')
    setStreams(true)
    if (asked.length === 0 || asked.length > ASKED) return
    const all = asked.map((id) =>
      api()
        .containers.inspect({ id })
        .then(hasTerminal, () => false),
    )
    void Promise.all(all).then((terminals) => {
      if (wanted) setStreams(terminals.includes(false))
    })
    return () => {
      wanted = false
    }
  }, [ids])
  return streams
}
