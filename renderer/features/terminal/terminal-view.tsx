import { useEffect, useLayoutEffect, useRef } from 'react'
import { t as translate, useT } from '../../i18n/index.ts'
import { ContextMenu, cx, type MenuItem } from '../../ui/index.ts'
import type { DockTab } from '../../world/view.ts'
import { AttachBanner } from './attach-banner.tsx'
import { EndBar } from './end-bar.tsx'
import { FindBar } from './find-bar.tsx'
import { clipboardText } from './host-actions.ts'
import { hostOf } from './link-text.ts'
import { Obstacle } from './obstacle.tsx'
import type { Pane } from './pane.ts'
import { paneOf } from './panes.ts'
import { Questions } from './questions.tsx'
import { readerMode } from './screen.ts'
import { setPane, usePane } from './state.ts'
import css from './terminal.module.css'

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
  return (
    <div className={css.pane} data-phase={state.phase}>
      <AttachBanner pane={pane} tab={tab} />
      <div className={css.screenArea}>
        <ContextMenu items={() => menu(pane)}>
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

/** Going through the tabs with the arrow keys must not throw one into each terminal. */
const tabHasFocus = (): boolean => document.activeElement?.getAttribute('role') === 'tab'

function Bell({ count }: { count: number }) {
  if (count === 0) return null
  return <div key={count} className={css.bell} aria-hidden />
}

/** A line over the screen's corner: where a link leads, what was left out. */
function Note({ tab }: { tab: string }) {
  const t = useT()
  const { hover, skipped } = usePane(tab)
  if (hover !== null) {
    const host = hostOf(hover)
    return <p className={css.note}>{host === null ? t('terminal.linkNever') : t('terminal.linkHint', { host })}</p>
  }
  if (skipped === 0) return null
  return (
    <p className={cx(css.note, css.right)} role="status">
      {t('terminal.skipped', { size: sizeText(skipped) })}
    </p>
  )
}

const sizeText = (bytes: number): string =>
  bytes < 1_000_000 ? `${String(Math.ceil(bytes / 1000))} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`

function menu(pane: Pane): MenuItem[] {
  const t = translate
  const terminal = pane.screen?.terminal
  const paste = async () => {
    const text = await clipboardText()
    if (text !== null) pane.paste(text)
  }
  return [
    {
      id: 'copy',
      label: t('terminal.copy'),
      shortcut: 'Ctrl Shift C',
      disabled: terminal?.hasSelection() !== true,
      onSelect: () => pane.copy(),
    },
    { id: 'paste', label: t('terminal.paste'), shortcut: 'Ctrl Shift V', onSelect: () => void paste() },
    { id: 'all', label: t('terminal.selectAll'), onSelect: () => terminal?.selectAll() },
    { kind: 'separator', id: 's1' },
    { id: 'find', label: t('terminal.find'), shortcut: 'Ctrl Shift F', onSelect: () => setPane(pane.tab, { find: true }) },
    { id: 'clear', label: t('terminal.clear'), onSelect: () => terminal?.clear() },
    { kind: 'separator', id: 's2' },
    { kind: 'check', id: 'reader', label: t('terminal.reader'), checked: readerMode(), onChange: (on) => pane.screen?.setReaderMode(on) },
    { id: 'leave', label: t('terminal.leave'), disabled: true, onSelect: () => undefined },
  ]
}
