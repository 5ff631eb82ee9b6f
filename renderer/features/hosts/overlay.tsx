import { useEffect } from 'react'
import { watchAttention } from './attention.ts'
import { Consent } from './consent.tsx'

/** Always there: sees that somebody is using the window, and asks before an unprotected connection. */
export function Overlay() {
  useEffect(watchAttention, [])
  return <Consent />
}
