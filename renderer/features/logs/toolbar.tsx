import { Clock, Copy, Eraser, ListFilter, Search, Undo2, WrapText } from 'lucide-react'
import type { RecordRule } from '../../../shared/contract/records.ts'
import { useT } from '../../i18n/index.ts'
import { escapeControls, IconButton, MenuButton } from '../../ui/index.ts'
import { useWorld } from '../../world/entities.ts'
import { setLogPrefs, useLogPrefs } from './prefs.ts'
import type { WentTo } from './range/go-to.ts'
import type { Moment } from './range/parse-time.ts'
import type { LogRange } from './range/range.ts'
import { RangeChip } from './range/range-chip.tsx'
import { RangeMenu } from './range/range-menu.tsx'
import { RecordToggle } from './records/record-toggle.tsx'
import { SaveMenu } from './save-menu.tsx'
import { present } from './scope/titles.ts'
import type { LogSession, LogTarget } from './session.ts'
import { ShapeMenu } from './shape-menu.tsx'
import { isRemoved } from './source-status.ts'
import { colorOf } from './view/line-content.ts'
import css from './view/log.module.css'
import type { LogPane } from './view/pane.ts'
import { STAMP_MODES } from './view/stamps.ts'

type Props = {
  title: string | null
  session: LogSession
  pane: LogPane | null
  cleared: number
  filtering: boolean
  onFind(): void
  onFilter(): void
  range: LogRange | null
  onRange(range: LogRange | null): void
  onGo(at: Moment): WentTo
  rule: RecordRule | null
}

export function LogToolbar({ title, session, pane, cleared, filtering, onFind, onFilter, range, onRange, onGo, rule }: Props) {
  const t = useT()
  const { wrap } = useLogPrefs()
  const targets = present(session.targets)
  const gone = new Set(session.targets.filter((_, index) => isRemoved(session.status[index])).map(({ id }) => id))
  const paused = usePaused(targets)
  const copyAll = () => {
    pane?.selectAll()
    pane?.copy()
  }
  return (
    <div className={css.bar}>
      <div className={css.sources}>
        {title === null ? null : <strong>{escapeControls(title, 80)}</strong>}
        {targets.map(({ id, name, hue }, index) => (
          <span key={id} className={css.sourceName} title={gone.has(id) ? t('logs.gone.hint') : undefined}>
            {targets.length > 1 ? <i className={css.swatch} style={{ background: colorOf(hue ?? index) }} /> : null}
            {escapeControls(name, 80)}
            {gone.has(id) ? <em>{t('logs.gone')}</em> : paused.has(id) ? <em>{t('logs.paused')}</em> : null}
          </span>
        ))}
      </div>
      {range === null ? null : <RangeChip range={range} onRemove={() => onRange(null)} />}
      <IconButton size="sm" icon={Search} label={t('logs.find')} shortcut="Ctrl F" onClick={onFind} />
      <IconButton size="sm" icon={ListFilter} label={t('logs.filter')} shortcut="Ctrl Shift F" pressed={filtering} onClick={onFilter} />
      <RangeMenu range={range} onRange={onRange} onGo={onGo} />
      <StampMenu />
      <IconButton size="sm" icon={WrapText} label={t('logs.wrap')} pressed={wrap} onClick={() => setLogPrefs({ wrap: !wrap })} />
      <ShapeMenu pane={pane} targets={targets} />
      {cleared > 0 ? <IconButton size="sm" icon={Undo2} label={t('logs.unclear')} onClick={() => pane?.unclear()} /> : null}
      <IconButton size="sm" icon={Eraser} label={t('logs.clear')} onClick={() => pane?.clear()} />
      <IconButton size="sm" icon={Copy} label={t('logs.copyAll')} onClick={copyAll} />
      <RecordToggle rule={rule} targets={targets} />
      <SaveMenu session={session} pane={pane} range={range} />
    </div>
  )
}

function StampMenu() {
  const t = useT()
  const { stamps } = useLogPrefs()
  return (
    <MenuButton
      size="sm"
      icon={Clock}
      hideLabel
      align="end"
      label={t('logs.stamps')}
      items={STAMP_MODES.map((mode) => ({
        kind: 'radio',
        id: mode,
        label: t(`logs.stamps.${mode}`),
        checked: mode === stamps,
        onSelect: () => setLogPrefs({ stamps: mode }),
      }))}
    />
  )
}

/** Those of them that stand still: nothing is to be expected of their logs. */
function usePaused(targets: readonly LogTarget[]): ReadonlySet<string> {
  const containers = useWorld((world) => world.entities.containers)
  return new Set(targets.map(({ id }) => id).filter((id) => containers.get(id)?.state === 'paused'))
}
