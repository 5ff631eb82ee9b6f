import { Ellipsis } from 'lucide-react'
import type { Container } from '../../../shared/contract/containers.ts'
import { useT } from '../../i18n/index.ts'
import { Button, MenuButton } from '../../ui/index.ts'
import { useConnected, useWorld } from '../../world/entities.ts'
import type { Action } from './abilities.ts'
import { askRemove } from './dialogs.ts'
import { able, act, containerMenu, ICONS } from './menu.ts'

/** The rest is behind "More actions", so that the bar stays in one line. */
const BUTTONS = ['start', 'stop', 'restart', 'remove'] as const

/** Each only where the state of one of the selected allows it, and applied to those. */
export function Bulk({ ids }: { ids: readonly string[] }) {
  const all = useWorld((world) => world.entities.containers)
  const rows = ids.flatMap((id) => all.get(id) ?? [])
  return (
    <>
      {BUTTONS.map((action) => (
        <BulkButton key={action} action={action} rows={rows} />
      ))}
      <MoreMenu rows={rows} skip={BUTTONS} />
    </>
  )
}

function BulkButton({ action, rows }: { action: (typeof BUTTONS)[number]; rows: readonly Container[] }) {
  const t = useT()
  const live = useConnected()
  const those = able(rows, action)
  if (those.length === 0) return null
  const title = !live
    ? t('containers.offline')
    : those.length < rows.length
      ? t('containers.action.some', { count: those.length, all: rows.length })
      : undefined
  const run = () => (action === 'remove' ? askRemove(those.map(({ id }) => id)) : act(action, those))
  return (
    <Button
      size="sm"
      variant={action === 'remove' ? 'danger' : 'default'}
      icon={ICONS[action]}
      title={title}
      disabled={!live}
      onClick={run}
    >
      {t(`containers.action.${action}`)}
    </Button>
  )
}

export function MoreMenu({
  rows,
  skip,
  size = 'sm',
}: {
  rows: readonly Container[]
  skip: readonly (Action | 'logs' | 'terminal')[]
  size?: 'sm' | 'md'
}) {
  const t = useT()
  return (
    <MenuButton
      hideLabel
      size={size}
      icon={Ellipsis}
      align="end"
      label={t('containers.action.more')}
      items={() => containerMenu(rows, skip)}
    />
  )
}
