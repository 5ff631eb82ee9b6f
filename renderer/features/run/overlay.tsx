import { useEffect } from 'react'
import { answer } from '../../world/intents.ts'
import { RunDialog } from './run-dialog.tsx'
import { openRun } from './store.ts'

/** Mounted for the whole life of the page: the form, and the answer to whoever asks for it. */
export function RunOverlay() {
  useEffect(() => answer('run.open', ({ image }) => openRun(image)), [])
  return <RunDialog />
}
