import { type Translate, useT } from '../../i18n/index.ts'
import { Button } from '../../ui/index.ts'
import type { Frame } from './use-pane.ts'
import css from './view/log.module.css'

/** `184 213 lines · following · Ctrl F to find`. */
export function LogFooter({ frame, onRetry }: { frame: Frame | null; onRetry(): void }) {
  const t = useT()
  const parts =
    frame === null ? [t('logs.state.opening')] : [t('logs.lines', { count: frame.lines }), stateOf(t, frame), t('logs.findHint')]
  return (
    <div className={css.footer}>
      <span>{parts.join(' · ')}</span>
      {frame?.failed === true && frame.lines > 0 ? (
        <Button size="sm" variant="ghost" onClick={onRetry}>
          {t('logs.retry')}
        </Button>
      ) : null}
    </div>
  )
}

function stateOf(t: Translate, { status, follow, failed }: Frame): string {
  if (failed) return t('logs.state.lost')
  if (status.length === 0) return t('logs.state.waiting')
  const all = (state: string) => status.every((s) => s.state === state)
  if (status.some((s) => s.state === 'away')) return t('logs.state.away')
  if (status.some((s) => s.state === 'interrupted')) return t('logs.state.interrupted')
  if (status.some((s) => s.state === 'damaged')) return t('logs.state.damaged')
  if (all('removed')) return t('logs.state.removed')
  if (all('unreadable')) return t('logs.state.unreadable')
  if (status.some((s) => s.state === 'reached') && status.every((s) => s.state === 'reached' || s.state === 'removed'))
    return t('logs.state.reached')
  if (status.every((s) => s.state === 'stopped' || s.state === 'removed')) return t('logs.state.stopped')
  if (all('opening')) return t('logs.state.opening')
  return follow ? t('logs.state.following') : t('logs.state.held')
}
