import { Pause, Play, Unplug } from 'lucide-react'
import { useT } from '../../i18n/index.ts'
import { Button } from '../../ui/index.ts'
import { useWorld } from '../../world/entities.ts'
import type { DockTab } from '../../world/view.ts'
import { paramsOf } from './params.ts'
import { Said } from './said.tsx'
import { useSessions } from './sessions.ts'
import { setGoing } from './set-going.ts'
import css from './terminal.module.css'

/** Over a terminal that runs and cannot answer: its container is paused, or its engine silent. It goes on by itself after that. */
export function StandstillBanner({ tab }: { tab: DockTab }) {
  const t = useT()
  const { session, container } = paramsOf(tab)
  const live = useSessions((s) => s.byId.get(session ?? '')?.now.state === 'live')
  const silent = useWorld((w) => w.connection.state === 'failed')
  const state = useWorld((w) => w.entities.containers.get(container.id)?.state)
  if (!live || (!silent && state !== 'paused')) return null
  const words = t(silent ? 'terminal.engineSilentBody' : 'terminal.pausedBody')
  const Icon = silent ? Unplug : Pause
  return (
    <div className={css.banner} role="status">
      <Icon size={12} aria-hidden />
      <Said title={t(silent ? 'terminal.engineSilent' : 'terminal.paused')} words={words} />
      {silent ? null : (
        <Button size="sm" icon={Play} onClick={() => void setGoing(container, state)}>
          {t('terminal.unpause')}
        </Button>
      )}
    </div>
  )
}
