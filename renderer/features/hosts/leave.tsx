import type { Unfinished } from '../../../shared/contract/hosts.ts'
import { useT } from '../../i18n/index.ts'
import { Button, Dialog, escapeControls, Mono } from '../../ui/index.ts'
import { useWorld } from '../../world/entities.ts'
import css from './hosts.module.css'
import { useHosts } from './store.ts'

/** More would push the buttons out of sight. */
const NAMED = 8

/** Leaving a host ends the programs in its terminals and its pulls: said beforehand, by name. */
export function Leave() {
  const leaving = useHosts((h) => h.leaving)
  return leaving === null ? null : <Ask {...leaving} />
}

function Ask({ name, unfinished, go }: { name: string; unfinished: Unfinished; go: () => void }) {
  const t = useT()
  const from = useWorld((w) => w.connection.host?.name ?? '')
  const close = () => useHosts.setState({ leaving: null })
  const lines = linesOf(unfinished)
  const agree = () => {
    close()
    go()
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : close())}
      title={t('hosts.leave.title', { name: escapeControls(name, 64) })}
      size="narrow"
      onSubmit={agree}
      footer={
        <>
          <Button variant="ghost" onClick={close}>
            {t('hosts.leave.stay')}
          </Button>
          <Button type="submit" variant="danger">
            {t('hosts.leave.confirm')}
          </Button>
        </>
      }
    >
      <p>{t('hosts.leave.body', { name: escapeControls(from, 64) })}</p>
      <ul className={css.ends}>
        {lines.slice(0, NAMED).map((line, index) => (
          <li key={String(index)}>
            <Mono>{escapeControls(line, 120)}</Mono>
          </li>
        ))}
        {lines.length > NAMED ? <li>{t('hosts.leave.more', { count: lines.length - NAMED })}</li> : null}
      </ul>
      <p className={css.why}>{t('hosts.leave.kept')}</p>
    </Dialog>
  )
}

const linesOf = ({ terminals, pulls }: Unfinished): string[] => [
  ...terminals.map(({ container, program }) => (program === '' ? container : `${container} · ${program}`)),
  ...pulls.map((reference) => `docker pull ${reference}`),
]
