import { useState } from 'react'
import type { Container } from '../../../shared/contract/containers.ts'
import { useT } from '../../i18n/index.ts'
import { Checkbox, ConfirmDialog } from '../../ui/index.ts'
import { useWorld } from '../../world/entities.ts'
import { allows, isActive } from './abilities.ts'
import { closeDialog } from './dialogs.ts'
import { removeAll } from './perform.tsx'

/** The engine names volumes nobody named by 64 hex digits. */
const ANONYMOUS = /^[a-f0-9]{64}$/

/** Names what goes and what is lost with it. What vanished meanwhile is no longer named. */
export function RemoveDialog({ ids }: { ids: readonly string[] }) {
  const t = useT()
  const all = useWorld((world) => world.entities.containers)
  const [volumes, setVolumes] = useState(false)
  const rows = ids.flatMap((id) => all.get(id) ?? []).filter((row) => allows(row.state, 'remove'))
  const active = rows.filter(isActive)
  const anonymous = new Set(rows.flatMap((row) => row.mounts.filter((mount) => ANONYMOUS.test(mount)))).size
  const confirm = () => {
    closeDialog()
    void removeAll(rows, volumes)
  }
  return (
    <ConfirmDialog
      open
      onOpenChange={closeDialog}
      title={t('containers.remove.title', { count: rows.length })}
      items={rows.map((row) => (rows.length > 1 && isActive(row) ? t('containers.remove.item', { name: row.name }) : row.name))}
      losses={losses(active, rows.length, t)}
      body={rows.length === 0 ? t('containers.remove.nothing') : t('containers.remove.kept')}
      confirmLabel={t('containers.action.remove')}
      cancelLabel={t('containers.cancel')}
      danger
      onConfirm={confirm}
    >
      {anonymous > 0 ? (
        <Checkbox
          checked={volumes}
          onChange={setVolumes}
          label={t('containers.remove.volumes', { count: anonymous })}
          hint={t('containers.remove.volumesHint')}
        />
      ) : null}
    </ConfirmDialog>
  )
}

function losses(active: readonly Container[], count: number, t: ReturnType<typeof useT>): string[] {
  if (count === 0) return []
  const lost = [t('containers.remove.layer', { count })]
  const [first] = active
  if (first === undefined) return lost
  return [t('containers.remove.running', { count: active.length, name: first.name }), ...lost]
}
