import { type MouseEvent, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useI18n, useT } from '../../i18n/index.ts'
import { formatBytes } from '../../i18n/quantities.ts'
import { ContextMenu, cx, escapeControls } from '../../ui/index.ts'
import type { DockTab } from '../../world/view.ts'
import { BroadcastBanner } from './broadcast-banner.tsx'
import { ClipboardBanner } from './clipboard-banner.tsx'
import { EndBar } from './end-bar.tsx'
import { FindBar } from './find-bar.tsx'
import { hostOf } from './link-text.ts'
import { Obstacle } from './obstacle.tsx'
import type { Pane } from './pane.ts'
import { paneOf } from './panes.ts'
import { type Prefs, usePrefs } from './prefs.ts'
import { Questions } from './questions.tsx'
import { RecordingBanner } from './recording-banner.tsx'
import { SessionBanners } from './session-banners.tsx'
import { StandstillBanner } from './standstill-banner.tsx'
import { usePane } from './state.ts'
import css from './terminal.module.css'
import { pasteInto, terminalMenu } from './terminal-menu.ts'
import { groundOf, onLook } from './theme.ts'

/** A terminal in the dock. What it shows lives in its pane and goes on while this is not mounted. */
export function TerminalView({ tab, active, focused }: { tab: DockTab; active: boolean; focused: boolean }) {
  const pane = paneOf(tab)
  const place = useRef<HTMLDivElement>(null)
  const state = usePane(tab.id)
  useLayoutEffect(() => {
    pane.show(place.current)
    return () => pane.show(null)
  }, [pane])
  useEffect(() => pane.setActive(active), [pane, active])
  useEffect(() => {
    // Whoever opens a terminal or turns to one means to type into it.
    const inside = place.current?.closest('[data-pane-body]')?.contains(document.activeElement) === true
    if (active && focused && !inside && !tabHasFocus()) pane.focus()
  }, [pane, active, focused])
  const { theme } = usePrefs()
  return (
    <div className={css.pane} data-phase={state.phase} style={{ background: useGround(theme) }}>
      <div className={css.banners} data-banners>
        <BroadcastBanner tab={tab} />
        <RecordingBanner pane={pane} tab={tab} />
        <ClipboardBanner pane={pane} />
        <SessionBanners tab={tab} />
        <StandstillBanner tab={tab} />
      </div>
      <div className={css.screenArea} onContextMenuCapture={(event) => pasteByRight(event, pane)}>
        <ContextMenu items={() => terminalMenu(pane)}>
          <div className={css.screen} ref={place} tabIndex={-1} />
        </ContextMenu>
        {state.find ? <FindBar pane={pane} /> : null}
        <Bell count={state.bell} />
        <Note tab={tab.id} />
        <Obstacle pane={pane} tab={tab} />
      </div>
      <EndBar pane={pane} tab={tab} />
      <Questions pane={pane} tab={tab} />
    </div>
  )
}

export function useGround(theme: Prefs['theme']): string | undefined {
  const [ground, setGround] = useState<string>()
  useEffect(() => {
    const look = () => setGround(groundOf(theme))
    look()
    return onLook(look)
  }, [theme])
  return ground
}

/** Where the right button is set to paste; with Shift it still opens the menu, as the keyboard does. */
function pasteByRight(event: MouseEvent, pane: Pane): void {
  if (usePrefs.getState().rightClick !== 'paste' || event.button !== 2 || event.shiftKey) return
  event.preventDefault()
  event.stopPropagation()
  void pasteInto(pane)
}

/** Going through the tabs with the arrow keys must not throw one into each terminal. */
export const tabHasFocus = (): boolean => document.activeElement?.getAttribute('role') === 'tab'

export function Bell({ count }: { count: number }) {
  if (count === 0) return null
  return <div key={count} className={css.bell} aria-hidden />
}

/** A line over the screen's corner: what a click does, what was left out. */
export function Note({ tab }: { tab: string }) {
  const t = useT()
  const language = useI18n((i) => i.language)
  const { hover, skipped } = usePane(tab)
  if (hover?.kind === 'file') return <p className={css.note}>{t('terminal.placeHint', { place: escapeControls(hover.text, 120) })}</p>
  if (hover !== null) {
    const host = hostOf(hover.text)
    return <p className={css.note}>{host === null ? t('terminal.linkNever') : t('terminal.linkHint', { host })}</p>
  }
  if (skipped === 0) return null
  return (
    <p className={cx(css.note, css.right)} role="status">
      {t('terminal.skipped', { size: formatBytes(skipped, language) })}
    </p>
  )
}
