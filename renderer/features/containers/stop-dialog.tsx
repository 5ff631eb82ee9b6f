import { useEffect } from 'react'
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
  const rest = rows.length - gone.length
  // They ended by themselves: there is nothing to ask any more, and of the others there never was.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, with the rows there are at that moment
  useEffect(() => {
    if (gone.length > 0) return
    closeDialog()
    if (rest > 0) void perform('stop', rows)
  }, [gone.length])
  const confirm = () => {
    closeDialog()
    void perform('stop', rows)
  }
  if (gone.length === 0) return null
  return (
    <ConfirmDialog
      open
      onOpenChange={closeDialog}
      title={t('containers.stop.title', { count: gone.length })}
      items={gone.map((row) => row.name)}
      losses={[t('containers.stop.lost', { count: gone.length })]}
      body={t('containers.stop.why', { count: gone.length })}
      confirmLabel={t('containers.action.stop')}
      cancelLabel={t('containers.cancel')}
      danger
      onConfirm={confirm}
    >
      {rest > 0 ? <p>{t('containers.stop.rest', { count: rest })}</p> : null}
    </ConfirmDialog>
  )
}
