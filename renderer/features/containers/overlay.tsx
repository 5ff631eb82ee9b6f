import { useEffect } from 'react'
import { answer } from '../../world/intents.ts'
import { askRemove, useDialogs } from './dialogs.ts'
import { KillDialog } from './kill-dialog.tsx'
import { RemoveDialog } from './remove-dialog.tsx'
import { RenameDialog } from './rename-dialog.tsx'
import { StopDialog } from './stop-dialog.tsx'

/** The questions of this feature, wherever they are asked from. */
export function Overlay() {
  const open = useDialogs((dialogs) => dialogs.open)
  useEffect(() => answer('containers.remove', ({ ids }) => askRemove(ids)), [])
  if (open === null) return null
  if (open.kind === 'rename') return <RenameDialog key={open.id} id={open.id} />
  if (open.kind === 'stop') return <StopDialog ids={open.ids} removed={open.removed} />
  return open.kind === 'remove' ? <RemoveDialog ids={open.ids} /> : <KillDialog ids={open.ids} />
}
