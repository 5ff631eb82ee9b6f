import { Download, ListFilter, Search } from 'lucide-react'
import { useEffect, useMemo, useState } from 'react'
import { t, useT } from '../../../i18n/index.ts'
import { escapeControls, IconButton, MenuButton } from '../../../ui/index.ts'
import { useRecords } from '../../../world/records.ts'
import type { DockTab } from '../../../world/view.ts'
import { LogLines } from '../log-lines.tsx'
import { useLogPrefs } from '../prefs.ts'
import { RECORDS } from '../search/whole.ts'
import { type LogReader, LogSession } from '../session.ts'
import { useLabel } from '../use-label.ts'
import { useTools } from '../use-tools.ts'
import css from '../view/log.module.css'
import { saveRecord } from './actions.ts'

type Kept = { id: string; name: string }

/** What a tab restored from storage holds, or nothing when it is not ours. */
function paramsOf(params: unknown): Kept | null {
  if (typeof params !== 'object' || params === null) return null
  const { id, name } = params as Record<string, unknown>
  return typeof name === 'string' && /^[a-f0-9]{16}\/[a-f0-9]{64}$/.test(String(id)) ? { id: String(id), name } : null
}

/** Of a tab, in the language of now. */
export function titleOfRecord(tab: DockTab): string {
  const kept = paramsOf(tab.params)
  return kept === null ? tab.title : t('records.tab', { name: kept.name })
}

/** A recorded log in the dock: the ordinary view of lines, read from the user's own disk. */
export function RecordTab({ tab, active }: { tab: DockTab; active: boolean }) {
  const [kept] = useState(() => paramsOf(tab.params))
  const [session, setSession] = useState<LogSession | null>(null)
  useEffect(() => {
    if (kept === null) return
    const { lines, bytes } = useLogPrefs.getState()
    const read: LogReader = (api, _asked, signal) => api.records.read({ id: kept.id }, signal)
    const target = { id: kept.id.slice(17), name: kept.name }
    const made = new LogSession([target], { lines, bytes }, Number.MAX_SAFE_INTEGER, read)
    setSession(made)
    return () => made.close()
  }, [kept])
  return kept === null || session === null ? <div className={css.view} /> : <Recorded kept={kept} session={session} active={active} />
}

function Recorded({ kept, session, active }: { kept: Kept; session: LogSession; active: boolean }) {
  const t = useT()
  const tools = useTools(session, active, { save: () => void saveRecord(kept) })
  const { pane, frame, filtering } = tools
  // The same object for as long as the tab: a search is over it.
  const whole = useMemo(() => [{ id: kept.id, name: kept.name }], [kept])
  const info = useRecords(({ now }) => now?.records.find(({ id }) => id === kept.id))
  useLabel(pane, t('records.region', { name: kept.name }))
  const save = [false, true].map((stamps) => ({
    id: String(stamps),
    label: t(stamps ? 'logs.saveStamps' : 'logs.savePlain'),
    onSelect: () => void saveRecord(kept, stamps),
  }))
  const { dropped } = session.store
  const lines = frame?.lines ?? 0
  const count = dropped === 0 ? t('logs.lines', { count: lines }) : t('records.newest', { shown: lines, count: dropped + lines })
  const state = info === undefined ? 'kept' : info.state
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the key is heard wherever the focus is within the view
    <div className={css.view} onKeyDown={tools.keyDown}>
      <div className={css.bar}>
        <div className={css.sources}>
          <strong>{escapeControls(kept.name, 80)}</strong>
          <span>{t(state === 'removed' ? 'records.gone' : state === 'recording' ? 'records.goesOn' : 'records.isKept')}</span>
        </div>
        <IconButton size="sm" icon={Search} label={t('logs.find')} shortcut="Ctrl F" onClick={tools.openFind} />
        <IconButton
          size="sm"
          icon={ListFilter}
          label={t('logs.filter')}
          shortcut="Ctrl Shift F"
          pressed={filtering}
          onClick={filtering ? tools.closeFilter : tools.openFilter}
        />
        <MenuButton size="sm" icon={Download} hideLabel align="end" label={t('logs.save')} items={save} />
      </div>
      <LogLines {...{ tools, active }} targets={session.targets} whole={RECORDS} searched={whole} />
      <div className={css.footer}>
        <span>{[count, t('records.recorded'), t('logs.findHint')].join(' · ')}</span>
      </div>
    </div>
  )
}
