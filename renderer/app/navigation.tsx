import type { Feature } from '../feature.ts'
import { useT } from '../i18n/index.ts'
import { cx } from '../ui/index.ts'
import { goTo, useView } from '../world/view.ts'
import { navigable } from './routes.ts'
import css from './shell.module.css'

export function Navigation() {
  const t = useT()
  return (
    <nav className={css.nav} aria-label={t('app.navigation')}>
      {navigable.map((feature) => (
        <Entry key={feature.id} id={feature.id} nav={feature.nav} />
      ))}
    </nav>
  )
}

function Entry({ id, nav }: { id: string; nav: NonNullable<Feature['nav']> }) {
  const { Icon, useTitle, useCount } = nav
  const title = useTitle()
  const count = useCount()
  const here = useView((v) => v.route === id)
  return (
    <button
      type="button"
      className={cx(css.navEntry, here && css.here)}
      aria-current={here ? 'page' : undefined}
      title={title}
      onClick={() => goTo(id)}
    >
      <Icon size={16} />
      <span className={css.navTitle}>{title}</span>
      {count === '' ? null : <span className={css.navCount}>{count}</span>}
    </button>
  )
}
