import type { Unfinished } from '../../../shared/contract/hosts.ts'
import { useT } from '../../i18n/index.ts'
import { ConfirmDialog } from '../../ui/index.ts'
import { useWorld } from '../../world/entities.ts'
import { useHosts } from './store.ts'

/** Leaving a host ends the programs in its terminals and its pulls: said beforehand, by name. */
export function Leave() {
  const t = useT()
  const leaving = useHosts((h) => h.leaving)
  const from = useWorld((w) => w.connection.host?.name ?? '')
  if (leaving === null) return null
  const { name, unfinished, go } = leaving
  const close = () => useHosts.setState({ leaving: null })
  const agree = () => {
    close()
    go()
  }
  return (
    <ConfirmDialog
      open
      onOpenChange={close}
      title={t('hosts.leave.title', { name })}
      body={t('hosts.leave.body', { name: from })}
      items={linesOf(unfinished)}
      confirmLabel={t('hosts.leave.confirm')}
      cancelLabel={t('hosts.leave.stay')}
      danger
      onConfirm={agree}
    >
      <p>{t('hosts.leave.kept')}</p>
    </ConfirmDialog>
  )
}

/** One line for alike ones: `web · bash ×2`. */
function linesOf({ terminals, pulls }: Unfinished): string[] {
  const all = [
    ...terminals.map(({ container, program }) => (program === '' ? container : `${container} · ${program}`)),
    ...pulls.map((reference) => `docker pull ${reference}`),
  ]
  const counts = new Map<string, number>()
  for (const line of all) counts.set(line, (counts.get(line) ?? 0) + 1)
  return [...counts].map(([line, count]) => (count === 1 ? line : `${line} ×${String(count)}`))
}
