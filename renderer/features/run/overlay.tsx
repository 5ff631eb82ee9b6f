import { lazy, Suspense, useEffect } from 'react'
import { answer } from '../../world/intents.ts'
import { openRun } from './store.ts'

// The list of containers does not wait for the form.
const RunDialog = lazy(async () => ({ default: (await import('./run-dialog.tsx')).RunDialog }))

/** Mounted for the whole life of the page: the form, and the answer to whoever asks for it. */
export function RunOverlay() {
  useEffect(() => answer('run.open', ({ image }) => openRun(image)), [])
  return (
    <Suspense>
      <RunDialog />
    </Suspense>
  )
}
