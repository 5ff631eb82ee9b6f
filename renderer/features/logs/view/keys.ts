import { ROW, type Viewport } from './viewport.ts'

export type KeyActions = {
  all(): void
  /** False when there was nothing to copy: the key then does what it does elsewhere. */
  copy(plain: boolean): boolean
  find(): void
  filter(): void
}

/** The keys of a log: as in a pager, with Ctrl or Cmd for what the platform has them for. */
export function onKeys(element: HTMLElement, viewport: Viewport, actions: KeyActions): () => void {
  const page = () => Math.max(ROW, element.clientHeight - ROW * 2)
  const move = (key: string): boolean => {
    if (key === 'PageDown') viewport.scrollBy(page())
    else if (key === 'PageUp') viewport.scrollBy(-page())
    else if (key === 'ArrowDown') viewport.scrollBy(ROW)
    else if (key === 'ArrowUp') viewport.scrollBy(-ROW)
    else if (key === 'Home') viewport.toStart()
    else if (key === 'End') viewport.setFollow(true)
    else return false
    return true
  }
  const command = ({ code, shiftKey }: KeyboardEvent): boolean => {
    if (code === 'KeyC') return actions.copy(shiftKey)
    if (code === 'KeyA') actions.all()
    else if (code === 'KeyF') shiftKey ? actions.filter() : actions.find()
    else return false
    return true
  }
  const down = (event: KeyboardEvent) => {
    const held = event.ctrlKey || event.metaKey
    if (event.altKey || !((held && command(event)) || move(event.key))) return
    event.preventDefault()
    event.stopPropagation()
  }
  element.addEventListener('keydown', down)
  return () => element.removeEventListener('keydown', down)
}
