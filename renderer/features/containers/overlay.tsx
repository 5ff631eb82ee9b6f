import { useEffect } from 'react'
import { answer } from '../../world/intents.ts'
import { askRemove, useDialogs } from './dialogs.ts'
import { RemoveDialog } from './remove-dialog.tsx'
import { RenameDialog } from './rename-dialog.tsx'

/** The questions of this feature, wherever they are asked from. */
export function Overlay() {
  const open = useDialogs((dialogs) => dialogs.open)
  useEffect(() => answer('containers.remove', ({ ids }) => askRemove(ids)), [])
  if (open === null) return null
  return open.kind === 'remove' ? <RemoveDialog ids={open.ids} /> : <RenameDialog key={open.id} id={open.id} />
}
