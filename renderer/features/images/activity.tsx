import { CircleAlert, CircleCheck, X } from 'lucide-react'
import type { Pull } from '../../../shared/contract/images.ts'
import { errorText } from '../../i18n/error-text.ts'
import { t as say, useT } from '../../i18n/index.ts'
import { cancelPull, figureOf, forgetPull, PullProgress, shareOf, titleOf, useIsHere, usePulls } from '../../pulls/index.ts'
import { Button, EmptyState, IconButton, Popover, toasts } from '../../ui/index.ts'
import { pull as start } from './actions.ts'
import css from './activity.module.css'
import { openPanel, openPull, useImagesUi } from './store.ts'

/** Tells a refusal; what is asked of an ended pull may come too late, and that is no news. */
const tell = (action: Promise<void>): void => {
  action.catch((error: unknown) => toasts.add({ tone: 'bad', title: errorText(error, say).text }))
}

/** In the title bar while there is a pull to speak of: a ring, the name and the figure; behind it the panel with all of them. */
export function PullActivity() {
  const t = useT()
  const pulls = usePulls((s) => s.pulls)
  const panel = useImagesUi((s) => s.panel)
  const running = pulls.filter((pull) => pull.state === 'running')
  // What went well was told and need not stay in sight; a failure waits to be looked at.
  if (running.length === 0 && !panel && !pulls.some((pull) => pull.state === 'failed')) return null
  return (
    <Popover
      title={t('images.pulls')}
      open={panel}
      onOpenChange={openPanel}
      trigger={
        <button type="button" className={css.chip}>
          <Ring running={running} failed={pulls.some((pull) => pull.state === 'failed')} />
          <span className={css.text}>{chipText(running, pulls, t)}</span>
        </button>
      }
      actions={<Clear pulls={pulls} />}
      clearOf="main header"
    >
      <Panel pulls={pulls} />
    </Popover>
  )
}

function chipText(running: readonly Pull[], pulls: readonly Pull[], t: ReturnType<typeof useT>): string {
  const [only] = running
  if (running.length > 1) return t('images.pullingMany', { count: running.length })
  if (only !== undefined) return [titleOf(only, t), figureOf(only, t)].filter((part) => part !== '').join(' · ')
  const failed = pulls.filter((pull) => pull.state === 'failed').length
  return failed > 0 ? t('images.pullsFailed', { count: failed }) : t('images.pulls')
}

/** Several at once: their shares together; nothing is known of one: it turns. */
function Ring({ running, failed }: { running: readonly Pull[]; failed: boolean }) {
  if (running.length === 0) {
    const Glyph = failed ? CircleAlert : CircleCheck
    return <Glyph aria-hidden className={failed ? css.bad : css.ok} />
  }
  const shares = running.map(shareOf)
  const known = shares.filter((share) => share !== null)
  const share = known.length === 0 ? null : known.reduce((sum, one) => sum + one, 0) / shares.length
  return (
    <svg aria-hidden viewBox="0 0 16 16" className={share === null ? css.turning : css.ring}>
      <circle cx="8" cy="8" r="6" pathLength="100" />
      <circle cx="8" cy="8" r="6" pathLength="100" className={css.arc} strokeDasharray={`${Math.round((share ?? 0.25) * 100)} 100`} />
    </svg>
  )
}

function Clear({ pulls }: { pulls: readonly Pull[] }) {
  const t = useT()
  const ended = pulls.filter((pull) => pull.state !== 'running')
  if (ended.length === 0) return null
  return (
    <Button size="sm" variant="ghost" onClick={() => ended.forEach(({ id }) => void tell(forgetPull(id)))}>
      {t('images.pullsClear')}
    </Button>
  )
}

function Panel({ pulls }: { pulls: readonly Pull[] }) {
  const t = useT()
  const another = () => {
    openPanel(false)
    openPull()
  }
  if (pulls.length === 0)
    return <EmptyState size="sm" title={t('images.noPulls')} actions={<Button onClick={another}>{t('images.pullTitle')}</Button>} />
  return (
    <ul className={css.list} aria-label={t('images.pulls')}>
      {pulls.toReversed().map((pull) => (
        <li key={pull.id} className={css.item}>
          <PullProgress pull={pull} />
          <Actions pull={pull} />
        </li>
      ))}
    </ul>
  )
}

function Actions({ pull }: { pull: Pull }) {
  const t = useT()
  const isHere = useIsHere(pull)
  if (pull.state === 'running')
    return (
      <div className={css.actions}>
        <Button size="sm" onClick={() => tell(cancelPull(pull.id))}>
          {t('images.pullCancel')}
        </Button>
      </div>
    )
  return (
    <div className={css.actions}>
      {pull.state === 'done' || !isHere ? null : (
        <Button size="sm" onClick={() => void start(pull.reference)}>
          {t('images.pullRetry')}
        </Button>
      )}
      <IconButton icon={X} size="sm" label={t('images.pullForget')} onClick={() => tell(forgetPull(pull.id))} />
    </div>
  )
}
