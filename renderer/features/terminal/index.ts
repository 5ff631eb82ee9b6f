import { Clapperboard, SquareTerminal } from 'lucide-react'
import type { Feature } from '../../feature.ts'
import { useTerminalCommands, useTerminalPlusMenu } from './commands.tsx'
import { TerminalsOfContainer } from './inspector-tab.tsx'
import { kindIcon } from './kind-icon.ts'
import { Overlay } from './overlay.tsx'
import { anotherOf, closePane } from './panes.ts'
import { paramsOf } from './params.ts'
import { PlayerView } from './player-view.tsx'
import { closePlayer } from './players.ts'
import { TerminalView } from './terminal-view.tsx'
import { titleOfTab } from './title.ts'

export const terminalFeature: Feature = {
  id: 'terminal',
  dock: {
    terminal: {
      Icon: SquareTerminal,
      iconOf: (tab) => kindIcon[paramsOf(tab).kind],
      View: TerminalView,
      title: titleOfTab,
      onClose: closePane,
      another: anotherOf,
    },
    recording: { Icon: Clapperboard, View: PlayerView, onClose: closePlayer },
  },
  inspectorTabs: [{ for: 'containers', id: 'terminal', order: 20, title: 'terminal.tab', View: TerminalsOfContainer }],
  Overlay,
  useCommands: useTerminalCommands,
  usePlusMenu: useTerminalPlusMenu,
}
