import { FileX, FolderOpen } from 'lucide-react'
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef } from 'react'
import { MOST_PLAYED } from '../../../shared/asciicast.ts'
import { useT } from '../../i18n/index.ts'
import { Button, ContextMenu, cx, EmptyState, escapeControls, type MenuItem, Spinner } from '../../ui/index.ts'
import type { DockTab } from '../../world/view.ts'
import css from './player.module.css'
import { PlayerControls } from './player-controls.tsx'
import { onPlayerKey } from './player-keys.ts'
import type { PlayerPane } from './player-pane.ts'
import { usePlayer } from './player-state.ts'
import { chooseFile, closePlayerTab, playerOf } from './players.ts'
import { usePrefs } from './prefs.ts'
import { usePane } from './state.ts'
import terminal from './terminal.module.css'
import { Bell, Note, tabHasFocus, useGround } from './terminal-view.tsx'

/** A recording in the dock. What it plays lives in its pane and goes on while this is not mounted. */
export function PlayerView({ tab, active, focused }: { tab: DockTab; active: boolean; focused: boolean }) {
  const t = useT()
  const pane = playerOf(tab)
  const place = useRef<HTMLDivElement>(null)
  const { phase, playback, cut } = usePlayer(tab.id)
  const { bell } = usePane(tab.id)
  const ready = phase === 'ready' && playback !== null
  useLayoutEffect(() => {
    pane.show(place.current)
    return () => pane.show(null)
  }, [pane])
  useEffect(() => pane.setActive(active), [pane, active])
  useEffect(() => {
    if (!active || !focused || phase === 'reading') return
    const body = place.current?.closest('[data-pane-body]')
    const elsewhere = body?.contains(document.activeElement) !== true && !tabHasFocus()
    if (!pane.takeFocusWish() && !(ready && elsewhere)) return
    const target = ready ? place.current : body?.querySelector<HTMLElement>('[role=alert] button')
    target?.focus({ preventScroll: true })
  }, [pane, phase, ready, active, focused])
  const { theme } = usePrefs()
  const label = t('cast.of', { name: escapeControls(tab.title, 64) })
  const keys = (event: KeyboardEvent) => {
    if (ready && onPlayerKey(event, pane)) event.preventDefault()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys of all that is in it, which can have the focus itself
    <div className={terminal.pane} onKeyDown={keys} style={{ background: useGround(theme) }}>
      {cut === null || !ready ? null : (
        <div className={terminal.banner} role="note">
          <span>{t('cast.cut', { line: cut })}</span>
        </div>
      )}
      <div className={cx(terminal.screenArea, css.area)}>
        <ContextMenu items={() => menuOf(pane, t)}>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and takes the player's keys */}
          <div className={css.stage} ref={place} role="group" tabIndex={0} aria-label={label} />
        </ContextMenu>
        <Bell count={bell} />
        <Note tab={tab.id} />
        <PlayerObstacle pane={pane} tab={tab} />
      </div>
      {ready ? <PlayerControls pane={pane} playback={playback} /> : null}
    </div>
  )
}

const menuOf = (pane: PlayerPane, t: ReturnType<typeof useT>): MenuItem[] => [
  { id: 'copy', label: t('terminal.copy'), shortcut: 'Ctrl C', disabled: !pane.hasSelection, onSelect: () => pane.copy() },
  { id: 'all', label: t('terminal.selectAll'), onSelect: () => pane.selectAll() },
]

/** In place of the screen while there is none: why, and what can be done. */
function PlayerObstacle({ pane, tab }: { pane: PlayerPane; tab: DockTab }) {
  const t = useT()
  const { phase, fault } = usePlayer(tab.id)
  if (phase === 'ready') return null
  if (phase === 'reading')
    return (
      <div className={terminal.soft} role="status">
        <Spinner /> {t('cast.reading')}
      </div>
    )
  const actions = (
    <>
      <Button variant="primary" icon={FolderOpen} onClick={() => chooseFile((file) => void pane.play(file))}>
        {t('cast.choose')}
      </Button>
      <Button onClick={() => closePlayerTab(tab)}>{t('terminal.close')}</Button>
    </>
  )
  const why = fault === null ? t('cast.goneBody') : t(`cast.fault.${fault.why}`, { line: fault.line, megabytes: MOST_PLAYED / 1e6 })
  return (
    <div className={terminal.cover} role={fault === null ? undefined : 'alert'}>
      <EmptyState
        size="sm"
        icon={FileX}
        tone={fault === null ? 'neutral' : 'bad'}
        title={t(fault === null ? 'cast.gone' : 'cast.failed')}
        body={why}
        actions={actions}
      />
    </div>
  )
}
