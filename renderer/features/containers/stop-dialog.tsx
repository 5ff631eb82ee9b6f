import { useT } from '../../i18n/index.ts'
import { ConfirmDialog } from '../../ui/index.ts'
import { useWorld } from '../../world/entities.ts'
import { allows } from './abilities.ts'
import { closeDialog } from './dialogs.ts'
import { perform } from './perform.tsx'

/**
 * A stop that removes: asked about, because what was run with --rm looks like any other.
 * @param removed those of `ids` that would be gone.
 */
export function StopDialog({ ids, removed }: { ids: readonly string[]; removed: readonly string[] }) {
  const t = useT()
  const all = useWorld((world) => world.entities.containers)
  const rows = ids.flatMap((id) => all.get(id) ?? []).filter((row) => allows(row.state, 'stop'))
  const gone = rows.filter(({ id }) => removed.includes(id))
  const confirm = () => {
    closeDialog()
    void perform('stop', rows)
  }
  return (
    <ConfirmDialog
      open
      onOpenChange={closeDialog}
      title={t('containers.stop.title', { count: gone.length })}
      items={gone.map((row) => row.name)}
      losses={gone.length === 0 ? [] : [t('containers.stop.lost', { count: gone.length })]}
      body={gone.length === 0 ? t('containers.kill.nothing') : t('containers.stop.why', { count: gone.length })}
      confirmLabel={t('containers.action.stop')}
      cancelLabel={t('containers.cancel')}
      danger
      onConfirm={confirm}
    />
  )
}
