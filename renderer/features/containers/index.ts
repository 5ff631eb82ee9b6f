import { Box } from 'lucide-react'
import type { Feature } from '../../feature.ts'
import { useT } from '../../i18n/index.ts'
import { useWorld } from '../../world/entities.ts'
import { isActive } from './abilities.ts'
import { useCommands } from './commands.tsx'
import { ContainersView } from './containers-view.tsx'
import { Inspector } from './inspector.tsx'
import { Overlay } from './overlay.tsx'

const useTitle = () => useT()('containers.title')

/** "7 / 12": running, all. */
function useCount(): string {
  return useWorld(({ entities, loaded }) => {
    if (!loaded.containers) return ''
    let active = 0
    for (const row of entities.containers.values()) if (isActive(row)) active++
    return `${String(active)} / ${String(entities.containers.size)}`
  })
}

export const containersFeature: Feature = {
  id: 'containers',
  nav: { order: 10, Icon: Box, useTitle, useCount },
  View: ContainersView,
  Inspector,
  Overlay,
  useCommands,
}
