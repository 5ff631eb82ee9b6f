import { Layers } from 'lucide-react'
import type { Feature } from '../../feature.ts'
import { useT } from '../../i18n/index.ts'
import { useWorld } from '../../world/entities.ts'
import { PullActivity } from './activity.tsx'
import { useImageCommands } from './commands.tsx'
import { ImageInspector } from './inspector.tsx'
import { ImagesOverlay } from './overlay.tsx'
import { countRows } from './rows.ts'
import { ImagesView } from './view.tsx'

export const imagesFeature: Feature = {
  id: 'images',
  nav: {
    order: 20,
    Icon: Layers,
    useTitle: () => useT()('images.title'),
    useCount: () => useWorld((w) => (w.loaded.images ? String(countRows(w.entities.images)) : '')),
  },
  View: ImagesView,
  Inspector: ImageInspector,
  Overlay: ImagesOverlay,
  Activity: PullActivity,
  useCommands: useImageCommands,
}
