import { type RefObject, useCallback, useSyncExternalStore } from 'react'

/** What stands over the page: dialogs, menus, lists of choices, popovers, in the order they came. The last is on top. */
let layers: readonly HTMLElement[] = []
const listeners = new Set<() => void>()

function set(next: readonly HTMLElement[]): void {
  layers = next
  for (const heard of listeners) heard()
}

export const standing = (): readonly HTMLElement[] => layers

export function onStanding(heard: () => void): () => void {
  listeners.add(heard)
  return () => listeners.delete(heard)
}

/** The `ref` of a layer's own element: it stands as long as that is in the page. */
export function stand(element: HTMLElement | null): (() => void) | undefined {
  if (element === null) return undefined
  set([...layers, element])
  return () => set(layers.filter((layer) => layer !== element))
}

/** The same for a layer that needs its element itself. */
export function useStand(box: RefObject<HTMLElement | null>): (element: HTMLElement | null) => () => void {
  return useCallback(
    (element) => {
      box.current = element
      const leave = stand(element)
      return () => {
        box.current = null
        leave?.()
      }
    },
    [box],
  )
}

/** One that fades away is not open any more, though it is still seen. */
const isOpenDialog = (layer: HTMLElement): boolean => layer.matches(':is([role=dialog], [role=alertdialog]):not([data-closed])')

/** Of the open dialogs the uppermost. */
export const topDialog = (but?: HTMLElement | null): HTMLElement | null =>
  layers.findLast((layer) => layer !== but && isOpenDialog(layer)) ?? null

/** The dialog that is to be used next when `card` goes. */
export const useDialogBeneath = (card: RefObject<HTMLElement | null>): HTMLElement | null =>
  useSyncExternalStore(onStanding, () => topDialog(card.current))
