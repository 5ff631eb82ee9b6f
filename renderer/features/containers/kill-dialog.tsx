import { useT } from '../../i18n/index.ts'
import { ConfirmDialog } from '../../ui/index.ts'
import { useWorld } from '../../world/entities.ts'
import { allows } from './abilities.ts'
import { closeDialog } from './dialogs.ts'
import { perform } from './perform.tsx'

/** Names what is killed and what that means. What ended meanwhile is no longer named. */
export function KillDialog({ ids }: { ids: readonly string[] }) {
  const t = useT()
  const all = useWorld((world) => world.entities.containers)
  const rows = ids.flatMap((id) => all.get(id) ?? []).filter((row) => allows(row.state, 'kill'))
  const confirm = () => {
    closeDialog()
    void perform('kill', rows)
  }
  return (
    <ConfirmDialog
      open
      onOpenChange={closeDialog}
      title={t('containers.kill.title', { count: rows.length })}
      items={rows.map((row) => row.name)}
      losses={rows.length === 0 ? [] : [t('containers.kill.lost'), t('containers.kill.autoRemove')]}
      body={rows.length === 0 ? t('containers.kill.nothing') : t('containers.kill.gentler')}
      confirmLabel={t('containers.action.kill')}
      cancelLabel={t('containers.cancel')}
      danger
      onConfirm={confirm}
    />
  )
}
