import { Eraser, Undo2 } from 'lucide-react'
import type { RecordRule } from '../../../shared/contract/records.ts'
import { useT } from '../../i18n/index.ts'
import { escapeControls, IconButton } from '../../ui/index.ts'
import { useWorld } from '../../world/entities.ts'
import type { WentTo } from './range/go-to.ts'
import type { Moment } from './range/parse-time.ts'
import type { LogRange } from './range/range.ts'
import { RecordToggle } from './records/record-toggle.tsx'
import { fromEngine, SaveMenu } from './save-menu.tsx'
import { present } from './scope/titles.ts'
import { isRemoved } from './source-status.ts'
import type { LogTarget } from './target.ts'
import { ToolButtons } from './tool-buttons.tsx'
import type { LogTools } from './use-tools.ts'
import { colorOf } from './view/line-content.ts'
import css from './view/log.module.css'

type Props = {
  title: string | null
  tools: LogTools
  range: LogRange | null
  onRange(range: LogRange | null): void
  onGo(at: Moment): WentTo
  rule: RecordRule | null
}

export function LogToolbar({ title, tools, range, onRange, onGo, rule }: Props) {
  const t = useT()
  const { session, pane, frame } = tools
  const targets = present(session.targets)
  return (
    <div className={css.bar} data-toolbar>
      <Sources title={title} tools={tools} />
      <ToolButtons {...{ tools, targets, range, onRange, onGo }}>
        {(frame?.cleared ?? 0) > 0 ? <IconButton size="sm" icon={Undo2} label={t('logs.unclear')} onClick={() => pane?.unclear()} /> : null}
        <IconButton size="sm" icon={Eraser} label={t('logs.clear')} onClick={() => pane?.clear()} />
      </ToolButtons>
      <RecordToggle rule={rule} targets={targets} />
      <SaveMenu session={session} pane={pane} whole={() => fromEngine(t, session, range)} />
    </div>
  )
}

function Sources({ title, tools: { session } }: Pick<Props, 'title' | 'tools'>) {
  const t = useT()
  const targets = present(session.targets)
  const gone = new Set(session.targets.filter((_, index) => isRemoved(session.status[index])).map(({ id }) => id))
  const paused = usePaused(targets)
  return (
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
  )
}

/** Those of them that stand still: nothing is to be expected of their logs. */
function usePaused(targets: readonly LogTarget[]): ReadonlySet<string> {
  const containers = useWorld((world) => world.entities.containers)
  return new Set(targets.map(({ id }) => id).filter((id) => containers.get(id)?.state === 'paused'))
}
