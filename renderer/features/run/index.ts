import type { Command, Feature } from '../../feature.ts'
import { useT } from '../../i18n/index.ts'
import { useWorld } from '../../world/entities.ts'
import { RunOverlay } from './overlay.tsx'
import { openRun } from './store.ts'

/** "Run a container…" and, for what was typed, "Run IMAGE" of the images on this host. */
function useRunCommands(query: string): Command[] {
  const t = useT()
  const images = useWorld((w) => w.entities.images)
  const words = query.trim().toLowerCase()
  const named = words === '' ? [] : [...images.values()].flatMap((image) => image.tags).filter((tag) => tag.toLowerCase().includes(words))
  return [
    { id: 'run.open', title: t('run.command.open'), run: () => openRun() },
    ...named.slice(0, 20).map((tag) => ({ id: `run.${tag}`, title: t('run.command.image', { image: tag }), run: () => openRun(tag) })),
  ]
}

export const runFeature: Feature = { id: 'run', Overlay: RunOverlay, useCommands: useRunCommands }
