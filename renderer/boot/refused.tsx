import { useT } from '../i18n/index.ts'
import { Code } from '../ui/index.ts'
import css from './boot.module.css'

/** In place of the app when the backend does not know this tab: how to get in again. */
export function Refused() {
  const t = useT()
  return (
    <main className={css.page}>
      <div className={css.steps}>
        <img className={css.icon} src="./icon.svg" alt="" />
        <h1>{t('boot.refused.title')}</h1>
        <p className={css.body}>{t('boot.refused.body')}</p>
        <p>{t('boot.refused.enter')}</p>
        <p>{t('boot.refused.start')}</p>
        <Code block copy="npm run serve">
          npm run serve
        </Code>
      </div>
    </main>
  )
}
