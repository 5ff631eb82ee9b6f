import { type RefObject, useEffect, useRef } from 'react'
import { neighbour, type Side } from '../world/layout.ts'
import { focusPane, groupOf, layoutOf, stepTab, useView } from '../world/view.ts'
import { split } from './dock-actions.ts'
import { focusWithin } from './keep-focus.ts'

const SIDES: Record<string, Side> = { ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down' }

/** Ctrl+Shift with PageUp and PageDown (move the tab), E and O (split), arrows (to the next pane), from anywhere in the dock. */
export function useDockKeys(): RefObject<HTMLElement | null> {
  const dock = useRef<HTMLElement>(null)
  useEffect(() => {
    const down = (event: KeyboardEvent) => {
      const inside = event.target instanceof Node && dock.current?.contains(event.target) === true
      const command = (event.ctrlKey || event.metaKey) && event.shiftKey && !event.altKey
      if (!inside || !command || event.defaultPrevented || !handle(event)) return
      event.preventDefault()
      event.stopPropagation()
    }
    // Capturing: a terminal lets no key pass.
    addEventListener('keydown', down, true)
    return () => removeEventListener('keydown', down, true)
  }, [])
  return dock
}

function handle({ code, target }: KeyboardEvent): boolean {
  const view = useView.getState()
  const pane = view.activeTab
  if (pane === null) return false
  const group = groupOf(view, pane)
  if (code === 'PageUp' || code === 'PageDown') {
    stepTab(group, code === 'PageUp' ? -1 : 1)
    return true
  }
  if (code === 'KeyE' || code === 'KeyO') {
    split(pane, code === 'KeyE' ? 'row' : 'column')
    return true
  }
  const side = SIDES[code]
  // A field's own way to select words.
  if (side === undefined || (target instanceof Element && target.matches('input'))) return false
  const next = neighbour(layoutOf(view, group), pane, side)
  if (next === null) return 'first' in layoutOf(view, group)
  focusPane(next)
  const place = document.querySelector(`[data-pane="${CSS.escape(next)}"] [data-pane-body]`)
  if (place !== null) focusWithin(place)
  return true
}
