import { useEffect } from 'react'
import { topDialog } from '../ui/index.ts'

/** Where the keyboard does most in a part of the window. */
export const PREFERRED = '[role=grid], [role=tab][aria-selected=true], .xterm-helper-textarea'
export const FOCUSABLE = 'button:not(:disabled, [tabindex="-1"]), a[href], input:not(:disabled), [tabindex="0"]'

export function focusWithin(place: ParentNode): boolean {
  for (const selector of [PREFERRED, FOCUSABLE]) {
    const target = [...place.querySelectorAll<HTMLElement>(selector)].find((element) =>
      element.checkVisibility({ visibilityProperty: true }),
    )
    if (target === undefined) continue
    target.focus({ preventScroll: true })
    return true
  }
  return false
}

/** Gone from the page, or no longer able to hold the focus: browsers drop it on the body then, and tell nobody. */
const cannotHold = (element: Element): boolean => !element.isConnected || element.matches(':disabled') || !element.checkVisibility()

/**
 * The keyboard always has a place. When what had the focus vanishes (a button that the new state no longer has, a closed tab,
 * a closed inspector), the nearest thing around it that is still there takes the focus.
 */
export function useKeptFocus(): void {
  useEffect(() => {
    let around: Element[] = []
    let frame = 0
    const remember = ({ target }: FocusEvent) => {
      around = []
      for (let at = target instanceof Element ? target : null; at !== null && at !== document.body; at = at.parentElement) around.push(at)
    }
    const mend = () => {
      frame = 0
      const [last] = around
      if (document.activeElement !== document.body || last === undefined || !cannotHold(last)) return
      const over = topDialog()
      for (const place of around.slice(1)) if (place.isConnected && over?.contains(place) !== false && focusWithin(place)) return
      focusWithin(over ?? document)
    }
    // A frame later: dialogs and menus give the focus back by themselves.
    const look = () => {
      if (frame === 0 && document.activeElement === document.body && around.length > 0) frame = requestAnimationFrame(mend)
    }
    const observer = new MutationObserver(look)
    observer.observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ['disabled', 'hidden'] })
    addEventListener('focusin', remember)
    return () => {
      observer.disconnect()
      cancelAnimationFrame(frame)
      removeEventListener('focusin', remember)
    }
  }, [])
}
