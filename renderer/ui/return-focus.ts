import { type RefObject, useLayoutEffect, useRef } from 'react'

const FOCUSABLE = ':is(button, input, select, textarea):not(:disabled, [tabindex="-1"]), a[href], [tabindex="0"]'

/** What had the focus when it opened, and everything around that. */
export function useOpener(open: boolean): RefObject<readonly Element[]> {
  const path = useRef<readonly Element[]>([])
  useLayoutEffect(() => {
    if (!open) return
    const around: Element[] = []
    for (let at = document.activeElement; at !== null && at !== document.body; at = at.parentElement) around.push(at)
    path.current = around
  }, [open])
  return path
}

/**
 * Where the focus belongs when a dialog goes that was over another, `beneath`: to what opened it, or, as that often goes with the
 * answer (the row of what was removed), to the nearest around it that still stands. Never behind `beneath`: there the next Esc
 * would do something that is not seen, and close nothing.
 */
export function focusBeneath(
  beneath: HTMLElement,
  opener: readonly Element[],
  otherwise: (card: HTMLElement) => HTMLElement | null,
): HTMLElement | false {
  if (beneath.contains(document.activeElement)) return false
  const inside = opener.filter((element) => element.isConnected && element !== beneath && beneath.contains(element))
  const place = inside.find((element) => element.matches(FOCUSABLE) || element.querySelector(FOCUSABLE) !== null)
  return place instanceof HTMLElement ? place : (otherwise(beneath) ?? beneath)
}
