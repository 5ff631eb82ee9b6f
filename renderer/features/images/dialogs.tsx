import { PullDialog } from './pull-dialog.tsx'
import { RemoveDialog } from './remove-dialog.tsx'
import { TagDialog } from './tag-dialog.tsx'

/** The questions of this feature, wherever they are asked from. */
export function Dialogs() {
  return (
    <>
      <PullDialog />
      <TagDialog />
      <RemoveDialog />
    </>
  )
}
