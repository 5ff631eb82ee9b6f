import type { Command, Feature } from '../../feature.ts'
import { useT } from '../../i18n/index.ts'
import { RunOverlay } from './overlay.tsx'
import { openRun } from './store.ts'

/** "Run a container…"; "Run IMAGE" is among the commands of images. */
function useRunCommands(): Command[] {
  const t = useT()
  return [{ id: 'run.open', title: t('run.command.open'), run: () => openRun() }]
}

export const runFeature: Feature = { id: 'run', Overlay: RunOverlay, useCommands: useRunCommands }
