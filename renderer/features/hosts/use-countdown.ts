import { useEffect, useState } from 'react'
import type { Connection } from '../../../shared/contract/hosts.ts'

/** Whole seconds until the next try by itself; 0 while one is under way, null when none is to come. */
export function useCountdown(connection: Connection): number | null {
  const [due, setDue] = useState({ connection, at: Date.now() })
  const [now, setNow] = useState(() => Date.now())
  if (due.connection !== connection) {
    const at = Date.now()
    setDue({ connection, at })
    setNow(at)
  }
  const left = connection.state === 'failed' ? Math.max(0, due.at + connection.retryIn - now) : null
  const running = left !== null && left > 0
  useEffect(() => {
    if (!running) return
    const timer = setInterval(() => setNow(Date.now()), 250)
    return () => clearInterval(timer)
  }, [running])
  return left === null ? null : Math.ceil(left / 1000)
}
