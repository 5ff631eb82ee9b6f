import { create } from 'zustand'
import { type Draft, emptyDraft } from './draft.ts'

/** What the dialog is busy with. */
export type Phase = 'form' | 'pulling' | 'creating' | 'starting'
export type Failure = {
  at: 'pull' | 'create' | 'start'
  error: unknown /** A created container that could not be removed. */
  left: string | null
}

export type RunState = {
  open: boolean
  draft: Draft
  phase: Phase
  failure: Failure | null
  /** True once the form was changed since: it may hold no longer. */
  failureIsOld: boolean
  /** True once Run was pressed: faults of untouched fields show from then on. */
  tried: boolean
}

const closed: RunState = { open: false, draft: emptyDraft(), phase: 'form', failure: null, failureIsOld: false, tried: false }
export const useRun = create<RunState>(() => closed)

/** Opens the form. What was typed before stays, unless another image is asked for. */
export function openRun(image?: string): void {
  useRun.setState((s) => ({
    open: true,
    ...(s.phase === 'form' && image !== undefined ? { draft: emptyDraft(image), failure: null, tried: false } : {}),
  }))
}

export const closeRun = (): void => useRun.setState({ open: false })
/** Empties the form that stands; another one is begun. */
export const clearRun = (): void => useRun.setState({ ...closed, open: true })
/** After success: the next run starts from an empty form. */
export const resetRun = (): void => useRun.setState(closed)
export const edit = (change: Partial<Draft>): void => useRun.setState((s) => ({ draft: { ...s.draft, ...change }, failureIsOld: true }))

let key = 0
export const newKey = (): number => ++key

type RowsOf = 'ports' | 'mounts' | 'env'
type Row<F extends RowsOf> = Draft[F][number]

/** Replaces one row of a list of the form. */
export function editRow<F extends RowsOf>(field: F, row: number, change: Partial<Omit<Row<F>, 'key'>>): void {
  useRun.setState((s) => ({
    draft: { ...s.draft, [field]: s.draft[field].map((r) => (r.key === row ? { ...r, ...change } : r)) },
    failureIsOld: true,
  }))
}

export function removeRow(field: RowsOf, row: number): void {
  useRun.setState((s) => ({ draft: { ...s.draft, [field]: s.draft[field].filter((r) => r.key !== row) }, failureIsOld: true }))
}
