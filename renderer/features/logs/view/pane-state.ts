import type { Sight } from './sight.ts'
import type { At } from './stamp-place.ts'

/** What the frame around the lines shows; made anew only when something of it changed. */
export type PaneState = {
  follow: boolean
  /** Lines that came since following was let go. */
  newLines: number
  lines: number
  cleared: number
  selection: boolean
  /** `shown`: lines that pass the filter; null without one. */
  filter: Sight['state']
  find: { text: string; count: number; rank: number; done: boolean; slow: boolean; error: string | null }
}

export type PaneEvents = {
  changed(): void
  find(): void
  filter(): void
  /** What the view does not have: of one source, or of all of them. */
  save(source: number | null): void
  /** The stamp up to which lines are cleared from sight, to begin with … */
  clearedTo?: At | null
  /** … and whenever that changes. */
  cleared?(to: At | null): void
}
