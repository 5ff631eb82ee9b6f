import { useEffect } from 'react'
import { watchAttention } from './attention.ts'
import { Consent } from './consent.tsx'
import { Leave } from './leave.tsx'

/** Always there: sees that somebody is using the window, and asks before an unprotected connection or the end of work under way. */
export function Overlay() {
  useEffect(watchAttention, [])
  return (
    <>
      <Consent />
      <Leave />
    </>
  )
}
