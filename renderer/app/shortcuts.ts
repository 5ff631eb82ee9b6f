import { useEffect, useRef } from 'react'
import { goTo, setDockOpen, useView } from '../world/view.ts'
import { focusWithin } from './keep-focus.ts'
import { navigable } from './routes.ts'

interface Shortcuts {
  openPalette: () => void
  openHelp: () => void
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('input:not([type=checkbox], [type=radio]), textarea, select'))

/** A terminal has every key but those nobody types into a shell; `data-keys="own"` says the same of other places. */
const isTerminal = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('.xterm, [data-keys="own"]') !== null

/** A toast is a dialog too, but not a modal one; and one that fades away takes no more keys. */
const inDialog = (): boolean =>
  document.querySelector(':is([role=dialog], [role=alertdialog], [role=menu]):not([aria-modal="false"], [data-closed])') !== null

/** The window's own keys. By code, not by letter: K is where it is on a Russian keyboard too. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const latest = useRef(shortcuts)
  latest.current = shortcuts
  useEffect(() => {
    const down = (event: KeyboardEvent) => {
      if (event.defaultPrevented || inDialog() || !handle(event, latest.current)) return
      event.preventDefault()
      event.stopPropagation()
    }
    // Capturing: a terminal lets no key pass.
    addEventListener('keydown', down, true)
    return () => removeEventListener('keydown', down, true)
  }, [])
}

function handle(event: KeyboardEvent, { openPalette, openHelp }: Shortcuts): boolean {
  const command = event.ctrlKey || event.metaKey
  const own = isTerminal(event.target)
  if (event.key === 'F6' && (!own || command)) return nextPane(event.shiftKey ? -1 : 1)
  if (command && event.shiftKey && event.code === 'KeyK') return run(openPalette)
  if (own) return false
  if (command && !event.shiftKey && !event.altKey) {
    if (event.code === 'KeyK') return run(openPalette)
    if (event.code === 'KeyJ') return run(() => setDockOpen(!useView.getState().dockOpen))
    return false
  }
  if (event.altKey && !command && /^Digit[1-9]$/.test(event.code)) {
    const feature = navigable[Number(event.code.slice(-1)) - 1]
    return feature ? run(() => goTo(feature.id)) : false
  }
  if (isTyping(event.target) || command || event.altKey) return false
  if (event.key === '?') return run(openHelp)
  if (event.key === '/') return focusFilter()
  return false
}

function run(action: () => void): true {
  action()
  return true
}

function focusFilter(): boolean {
  const field = document.querySelector<HTMLInputElement>('main input[type=search]')
  field?.focus()
  field?.select()
  return field !== null
}

/** Round the parts of the window: title bar, navigation, view, inspector, dock, status bar. */
function nextPane(step: number): boolean {
  const panes = [
    ...document.querySelectorAll<HTMLElement>(
      'header, nav, main, main ~ aside, aside, section[aria-label], footer, [role=region][aria-live]',
    ),
  ].filter((pane, at, all) => all.indexOf(pane) === at && !all.some((other) => other !== pane && other.contains(pane)))
  const at = panes.findIndex((pane) => pane.contains(document.activeElement))
  for (let turn = 1; turn <= panes.length; turn++) {
    const pane = panes[(at + step * turn + panes.length * 2) % panes.length]
    if (pane !== undefined && focusWithin(pane)) return true
  }
  return false
}
