import { useT } from '../i18n/index.ts'
import { Spinner } from '../ui/index.ts'
import { useLink } from '../world/link.ts'
import css from './boot.module.css'

/** Says over the app that its backend does not answer; a live region that is always there, so that it is read out. */
export function LinkNotice() {
  const t = useT()
  const lost = useLink((link) => link.state === 'lost')
  return (
    <div role="status" className={css.notice} data-shown={lost}>
      {lost ? (
        <>
          <Spinner />
          <div>
            <p>{t('boot.lost')}</p>
            <p className={css.hint}>{t('boot.lost.hint')}</p>
          </div>
        </>
      ) : null}
    </div>
  )
}
