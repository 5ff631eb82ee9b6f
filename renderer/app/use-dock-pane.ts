import { useCallback } from 'react'
import { setDockOpen, useView } from '../world/view.ts'

/** The dock is there while it has tabs; shut, only its bar is. */
export function useDockPane() {
  const shown = useView((v) => v.tabs.length > 0)
  const open = useView((v) => v.dockOpen)
  const setCollapsed = useCallback((collapsed: boolean) => {
    if (useView.getState().dockOpen === collapsed) setDockOpen(!collapsed)
  }, [])
  return { shown, open, setCollapsed }
}
