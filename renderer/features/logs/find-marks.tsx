import { useMemo } from 'react'
import css from './view/log.module.css'
import type { LogPane } from './view/pane.ts'

const SLOTS = 200

/** Where in the log the matches lie, beside the scroll bar. */
export function FindMarks({ pane, version }: { pane: LogPane | null; version: object }) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: `version` is new whenever the finder or the log moved on
  const slots = useMemo(() => [...(pane?.matches(SLOTS) ?? [])], [pane, version])
  return (
    <div className={css.marks} aria-hidden>
      {slots.map(([slot, line]) => (
        // biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: for the mouse; Enter steps through the matches
        <i key={slot} className={css.mark} style={{ top: `${String((slot * 100) / SLOTS)}%` }} onClick={() => pane?.show(line)} />
      ))}
    </div>
  )
}
