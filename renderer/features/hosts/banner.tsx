import { Unplug } from 'lucide-react'
import { useT } from '../../i18n/index.ts'
import { Button, escapeControls, RelativeTime } from '../../ui/index.ts'
import { useWorld } from '../../world/entities.ts'
import { useLink } from '../../world/link.ts'
import { troubleOf } from './address.ts'
import css from './hosts.module.css'
import { tryAgain, useHosts } from './store.ts'
import { useCountdown } from './use-countdown.ts'

/** Above views that show what was: says that it is not live, since when, and what happens next. */
export function Banner() {
  const t = useT()
  const connection = useWorld((w) => w.connection)
  const lostAt = useWorld((w) => w.lostAt)
  const link = useLink((l) => l.state)
  const trying = useHosts((h) => h.trying)
  const seconds = useCountdown(connection)
  const stale = connection.state === 'failed' && connection.stale
  if (lostAt === 0 || !(stale || link === 'lost')) return null
  const title =
    connection.state === 'failed'
      ? t('hosts.banner', {
          name: escapeControls(connection.host?.name ?? '', 64),
          problem: t(`hosts.short.${troubleOf(connection.problem, connection.host)}`),
        })
      : t('hosts.banner.window')
  const next = connection.state === 'failed' && connection.problem === 'silent' ? t('hosts.waiting') : t('hosts.retrying')
  return (
    <div className={css.banner}>
      <Unplug aria-hidden size={16} />
      <p>
        <b role="status">{title}</b> · {t('hosts.banner.seen')} <RelativeTime at={lostAt} />. <span>{t('hosts.banner.stale')}</span>
      </p>
      <span className={css.next}>{seconds !== null && seconds > 1 ? t('hosts.retryIn', { seconds }) : next}</span>
      {stale ? (
        <Button size="sm" busy={trying} onClick={() => void tryAgain()}>
          {t('hosts.retryNow')}
        </Button>
      ) : null}
    </div>
  )
}
