import { errorText } from '../../i18n/error-text.ts'
import { useT } from '../../i18n/index.ts'
import { Button } from '../../ui/index.ts'
import { ask } from '../../world/intents.ts'
import type { LogSession } from './session.ts'
import type { Frame } from './use-pane.ts'
import css from './view/log.module.css'

/** What stands in the place of the lines while there are none. */
export function StateNote({ session, frame }: { session: LogSession; frame: Frame }) {
  const t = useT()
  if (session.failure !== null && frame.lines === 0) {
    const { text, todo } = errorText(session.failure, t)
    return (
      <div className={css.state} role="alert">
        <strong>{text}</strong>
        <span>{todo}</span>
        <Button size="sm" onClick={() => session.retry()}>
          {t('logs.retry')}
        </Button>
      </div>
    )
  }
  if (frame.lines > 0 || frame.cleared > 0) return null
  const { status, targets } = session
  if (targets.length === 0)
    return (
      <div className={css.state}>
        <strong>{t('logs.none.nobody')}</strong>
        <span>{t('logs.none.joins')}</span>
      </div>
    )
  const [only] = targets
  const [first] = status
  if (first?.state === 'unreadable' && only !== undefined && targets.length === 1)
    return (
      <div className={css.state}>
        <strong>{t('logs.none.unreadable', { driver: first.detail })}</strong>
        <span>{t('logs.none.attach')}</span>
        <Button size="sm" onClick={() => ask('terminal.attach', { container: { id: only.id, name: only.name } })}>
          {t('logs.attach')}
        </Button>
      </div>
    )
  if (session.ranged && frame.caughtUp && status.every(({ state }) => ['reached', 'live', 'stopped', 'removed'].includes(state)))
    return (
      <div className={css.state}>
        <strong>{t('logs.none.range')}</strong>
      </div>
    )
  // What happened to it stands in the log; that nothing was logged is not known.
  if (status.some(({ state }) => state !== 'opening' && state !== 'live' && state !== 'stopped')) return null
  if (!frame.caughtUp) return <div className={css.state}>{t('logs.state.opening')}</div>
  return (
    <div className={css.state}>
      <strong>{t('logs.none.empty', { count: targets.length })}</strong>
      {first?.state === 'live' && !session.past ? <span>{t('logs.none.waiting')}</span> : null}
    </div>
  )
}
