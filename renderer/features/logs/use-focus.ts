import { useEffect } from 'react'
import type { LogPane } from './view/pane.ts'

/** Puts the focus into the lines, where they take the place of others that had it. */
export function useFocus(pane: LogPane | null, take: boolean): void {
  useEffect(() => {
    if (take) pane?.viewport.scroller.focus()
  }, [pane, take])
}
