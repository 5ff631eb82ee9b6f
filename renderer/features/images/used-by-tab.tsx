import type { Container } from '../../../shared/contract/containers.ts'
import { useT } from '../../i18n/index.ts'
import { type DotTone, EmptyState, escapeControls, StatusDot } from '../../ui/index.ts'
import { reveal } from '../../world/view.ts'
import images from './images.module.css'
import css from './inspector.module.css'

const tone = ({ state, health }: Container): DotTone => {
  if (state === 'running') return health === 'unhealthy' ? 'warn' : 'ok'
  return state === 'paused' || state === 'restarting' ? 'warn' : 'off'
}

/** The containers made from this image, running first. */
export function UsedByTab({ users }: { users: readonly Container[] }) {
  const t = useT()
  if (users.length === 0) return <EmptyState size="sm" title={t('images.unusedTitle')} body={t('images.unusedBody')} />
  const sorted = users.toSorted((a, b) => Number(b.state === 'running') - Number(a.state === 'running') || a.name.localeCompare(b.name))
  return (
    <ul className={css.users} aria-label={t('images.containers')}>
      {sorted.map((container) => (
        <li key={container.id} className={css.user}>
          <StatusDot tone={tone(container)} label={t(`containers.state.${container.state}`)} />
          <button type="button" className={images.link} onClick={() => reveal('containers', container.id)}>
            {escapeControls(container.name, 128)}
          </button>
          <span className={css.note}>{t(`containers.state.${container.state}`)}</span>
        </li>
      ))}
    </ul>
  )
}
