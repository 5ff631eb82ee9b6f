import { CloudOff } from 'lucide-react'
import { api } from '../api.ts'
import { useT } from '../i18n/index.ts'
import { Button } from '../ui/index.ts'
import type { Truth } from './connection.ts'
import css from './shell.module.css'

/** Nothing old is shown without saying that it is. */
export function StaleBanner({ truth }: { truth: Truth }) {
  const t = useT()
  const stale = truth === 'stale' || truth === 'lost'
  const retry = () => {
    // It tries by itself as well, and the connection patch tells how that went.
    api()
      .hosts.retry({})
      .catch(() => undefined)
  }
  return (
    <div role="status">
      {stale ? (
        <div className={css.stale}>
          <CloudOff aria-hidden size={15} />
          <span>{t(truth === 'lost' ? 'app.link.lost' : 'app.stale.explain')}</span>
          {truth === 'stale' ? (
            <Button size="sm" onClick={retry}>
              {t('ui.tryAgain')}
            </Button>
          ) : null}
        </div>
      ) : null}
    </div>
  )
}
