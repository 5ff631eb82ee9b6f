import { useEffect } from 'react'
import type { LogPane } from './view/pane.ts'

/** Tells those who do not see the lines what they are. */
export function useLabel(pane: LogPane | null, label: string): void {
  useEffect(() => {
    const scroller = pane?.viewport.scroller
    if (scroller === undefined) return
    scroller.tabIndex = 0
    scroller.setAttribute('role', 'log')
    // Read on asking, line by line: a flood spoken aloud would drown everything else.
    scroller.setAttribute('aria-live', 'off')
    scroller.setAttribute('aria-label', label)
  }, [pane, label])
}
