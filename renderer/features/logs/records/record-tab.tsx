import { useMemo, useRef } from 'react'
import { useI18n, useT } from '../../../i18n/index.ts'
import { escapeControls } from '../../../ui/index.ts'
import { useRecords } from '../../../world/records.ts'
import { type DockTab, updateTab } from '../../../world/view.ts'
import { Footer, unreadOr } from '../footer.tsx'
import { LogLines } from '../log-lines.tsx'
import type { Moment } from '../range/parse-time.ts'
import type { LogRange } from '../range/range.ts'
import { type Aim, goAnywhere, useAim } from '../range/use-aim.ts'
import { saveRecord } from '../save.ts'
import { SaveMenu } from '../save-menu.tsx'
import { RECORDS } from '../search/whole.ts'
import { ToolButtons } from '../tool-buttons.tsx'
import { useFocus } from '../use-focus.ts'
import { useLabel } from '../use-label.ts'
import type { Frame } from '../use-pane.ts'
import { useTools } from '../use-tools.ts'
import css from '../view/log.module.css'
import { type Kept, keptOf } from './kept.ts'
import { recordTitle, shortId, spanText } from './naming.ts'
import { type RecordReading, useRecordReading } from './record-reading.ts'

/** A recorded log in the dock: the ordinary view of lines with its tools, read from the user's own disk. */
export function RecordTab({ tab, active }: { tab: DockTab; active: boolean }) {
  const found = keptOf(tab.params)
  const [kept, range] = [found?.kept ?? null, found?.range ?? null]
  const reading = useRecordReading(kept, range)
  const aim = useRef<Moment | null>(null)
  const chosen = useRef(false)
  if (kept === null || reading === null) return <div className={css.view} />
  const onRange = (next: LogRange | null) => {
    chosen.current = true
    updateTab(tab.id, { params: { ...kept, range: next } })
  }
  return <Recorded key={JSON.stringify(range)} {...{ kept, reading, active, range, onRange, aim }} takeFocus={chosen.current} />
}

type Props = {
  kept: Kept
  reading: RecordReading
  active: boolean
  range: LogRange | null
  onRange(range: LogRange | null): void
  aim: Aim
  /** It takes the place of a view in which another range was chosen. */
  takeFocus: boolean
}

function Recorded({ kept, reading, active, range, onRange, aim, takeFocus }: Props) {
  const t = useT()
  const { session } = reading
  const tools = useTools(session, active, { save: () => void saveRecord(kept) })
  const { pane, frame } = tools
  // The same object for as long as it shows that record: a search is over it.
  const searched = useMemo(() => [{ id: kept.id, name: kept.name }], [kept.id, kept.name])
  const language = useI18n((i18n) => i18n.language)
  useLabel(pane, t('records.region', { name: recordTitle(kept, language) }))
  useFocus(pane, takeFocus)
  useAim(pane, session, aim)
  const { targets } = session
  const gone = useGone(kept)
  const ofRecord = () => ({
    label: t(range?.kind === 'time' ? 'logs.save.range' : 'records.saveAll'),
    targets,
    save: (_: unknown, as: Parameters<typeof saveRecord>[2]) => saveRecord(kept, range, as),
  })
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the key is heard wherever the focus is within the view
    <div className={css.view} onKeyDown={tools.keyDown}>
      <div className={css.bar} data-toolbar>
        <Whose kept={kept} gone={gone} />
        <ToolButtons
          {...{ tools, targets, range, onRange }}
          fixed={gone ? t('records.lostRange') : undefined}
          onGo={(at) => goAnywhere({ session, pane, range, aim, onRange }, at)}
        />
        <SaveMenu session={session} pane={pane} whole={() => (gone ? null : ofRecord())} />
      </div>
      <LogLines {...{ tools, active, targets, searched, whole: RECORDS }} footer={<RecordFooter {...{ reading, frame, gone }} />} />
    </div>
  )
}

/** The record was removed: what is shown may be all there is of it. */
const useGone = ({ id }: Kept): boolean => useRecords(({ now }) => now?.records.every((one) => one.id !== id) ?? false)

/** `web  3f2a1b4c5d6e · nginx:1.27 · 12 Nov, 10:04 – 11:30  recorded; the container is gone`. */
function Whose({ kept, gone }: { kept: Kept; gone: boolean }) {
  const { t, language } = useI18n()
  const info = useRecords(({ now }) => now?.records.find(({ id }) => id === kept.id))
  const state = info?.state ?? 'kept'
  const told = gone ? 'records.lost' : state === 'removed' ? 'records.gone' : state === 'recording' ? 'records.goesOn' : 'records.isKept'
  return (
    <div className={css.sources}>
      <strong>{escapeControls(kept.name, 80)}</strong>
      <span>
        {[shortId(kept), escapeControls(kept.image ?? '', 80), spanText(kept, language)].filter((part) => part !== '').join(' · ')}
      </span>
      <span>{t(told)}</span>
    </div>
  )
}

/** `newest 50 000 of 60 000 lines · recorded · Ctrl F to find`. */
function RecordFooter({ reading, frame, gone }: { reading: RecordReading; frame: Frame | null; gone: boolean }) {
  const t = useT()
  const { session, more } = reading
  const told = ({ lines }: Frame) => {
    const { dropped } = session.store
    const all = dropped === 0 ? t('logs.lines', { count: lines }) : t('records.newest', { shown: lines, count: dropped + lines })
    return [more() ? t('records.first', { count: lines }) : all, t('records.recorded'), t('logs.findHint')]
  }
  // Another try would find nothing.
  if (gone && frame !== null) {
    const parts = [t('logs.lines', { count: frame.lines }), t('records.lost'), t('logs.findHint')]
    return <Footer session={session} frame={{ ...frame, failed: false }} told={() => parts} />
  }
  return <Footer session={session} frame={frame} told={(now) => unreadOr(t, now, () => told(now))} />
}
