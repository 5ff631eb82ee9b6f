import { useEffect, useState } from 'react'
import { useT } from '../i18n/index.ts'
import { SplitPane } from '../ui/index.ts'
import { Dock } from './dock.tsx'
import { HelpDialog } from './help-dialog.tsx'
import { useKeptFocus } from './keep-focus.ts'
import { splitStorage } from './kept.ts'
import { Navigation } from './navigation.tsx'
import { Palette } from './palette/palette.tsx'
import css from './shell.module.css'
import { useShortcuts } from './shortcuts.ts'
import { StatusBar } from './status-bar.tsx'
import { TitleBar } from './title-bar.tsx'
import { useDockPane } from './use-dock-pane.ts'
import { Workspace } from './workspace.tsx'

const DOCK_HEIGHT = 250
const DOCK_LEAST = 110
export const DOCK_BAR = 33
const VIEW_LEAST = 180

/** The window: title bar, navigation, view with its inspector, dock, status bar. */
export function Shell() {
  const t = useT()
  const [palette, setPalette] = useState(false)
  const [help, setHelp] = useState(false)
  const dock = useDockPane()
  useShortcuts({ openPalette: () => setPalette(true), openHelp: () => setHelp(true) })
  useHostWindow()
  useKeptFocus()
  return (
    <div className={css.shell}>
      <a href="#main" className={css.skip}>
        {t('app.skip')}
      </a>
      <TitleBar onSearch={() => setPalette(true)} />
      <div className={css.middle}>
        <Navigation />
        <SplitPane
          direction="vertical"
          storageKey="dock"
          storage={splitStorage}
          label={t('app.dock.resize')}
          secondSize={DOCK_HEIGHT}
          minFirst={VIEW_LEAST}
          minSecond={DOCK_LEAST}
          collapsed={!dock.open}
          collapsedSize={DOCK_BAR}
          onCollapsedChange={dock.setCollapsed}
          first={<Workspace />}
          second={dock.shown ? <Dock /> : null}
        />
      </div>
      <StatusBar onHelp={() => setHelp(true)} />
      <Palette open={palette} onOpenChange={setPalette} onHelp={() => setHelp(true)} />
      <HelpDialog open={help} onOpenChange={setHelp} />
    </div>
  )
}

/** A desktop window shows no page menu where there is nothing to copy or to paste into, and takes no dropped files. */
function useHostWindow() {
  useEffect(() => {
    const menu = (event: MouseEvent) => {
      const target = event.target instanceof Element ? event.target : null
      const selecting = (getSelection()?.toString() ?? '') !== ''
      if (!selecting && !target?.closest('input, textarea, [data-selectable], pre, code, dd, a')) event.preventDefault()
    }
    const drop = (event: DragEvent) => event.preventDefault()
    addEventListener('contextmenu', menu)
    addEventListener('dragover', drop)
    addEventListener('drop', drop)
    return () => {
      removeEventListener('contextmenu', menu)
      removeEventListener('dragover', drop)
      removeEventListener('drop', drop)
    }
  }, [])
}
