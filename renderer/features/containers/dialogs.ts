import { create } from 'zustand'

/** Which question of this feature is asked; one at a time. The ids, because rows may go while it stands. */
type Dialogs = {
  open:
    | { kind: 'remove' | 'kill'; ids: readonly string[] }
    | { kind: 'stop'; ids: readonly string[]; removed: readonly string[] }
    | { kind: 'rename'; id: string }
    | null
}

export const useDialogs = create<Dialogs>(() => ({ open: null }))
export const askRemove = (ids: readonly string[]): void => useDialogs.setState({ open: { kind: 'remove', ids } })
export const askKill = (ids: readonly string[]): void => useDialogs.setState({ open: { kind: 'kill', ids } })
export const askStop = (ids: readonly string[], removed: readonly string[]): void =>
  useDialogs.setState({ open: { kind: 'stop', ids, removed } })
export const askRename = (id: string): void => useDialogs.setState({ open: { kind: 'rename', id } })
export const closeDialog = (): void => useDialogs.setState({ open: null })
