import { type Translate, useT } from '../../i18n/index.ts'
import { Button } from '../../ui/index.ts'
import type { LogSession } from './session.ts'
import type { Frame } from './use-pane.ts'
import css from './view/log.module.css'

type Props = {
  session: LogSession
  frame: Frame | null
  /** What the lines are that are shown; how they stand while they are being read, or cannot be, is said in its place. */
  told(frame: Frame): readonly string[]
}

/** Below the lines of any view: what they are, and another try where reading has failed. */
export function Footer({ session, frame, told }: Props) {
  const t = useT()
  const parts = frame === null ? [t('logs.state.opening')] : told(frame)
  return (
    <div className={css.footer}>
      <span>{parts.join(' · ')}</span>
      {frame?.failed === true && frame.lines > 0 ? (
        <Button size="sm" variant="ghost" onClick={() => session.retry()}>
          {t('logs.retry')}
        </Button>
      ) : null}
    </div>
  )
}

/** `184 213 lines · following · Ctrl F to find`. */
export function LogFooter({ session, frame }: Pick<Props, 'session' | 'frame'>) {
  const t = useT()
  const told = (now: Frame) => [t('logs.lines', { count: now.lines }), stateOf(t, now), t('logs.findHint')]
  return <Footer session={session} frame={frame} told={told} />
}

/** Of what is read once: how it stands until all of it is there, and then what is told. */
export function unreadOr(t: Translate, { lines, failed, caughtUp }: Frame, told: () => readonly string[]): readonly string[] {
  if (failed) return [t('logs.lines', { count: lines }), t('logs.state.lost')]
  return caughtUp ? told() : [t('logs.lines', { count: lines }), t('logs.state.opening')]
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
