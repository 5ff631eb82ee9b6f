import { ROW, type Viewport } from './viewport.ts'

export type KeyActions = {
  all(): void
  /** Moves the end of the selection by so many places; infinite: to the first or the last one. */
  extend(by: number): void
  /** False when there was nothing to copy: the key then does what it does elsewhere. */
  copy(plain: boolean): boolean
  /** Looks at the line so many places on. */
  walk(by: number): void
  /** Does what the line that is looked at has a button for; false when it has none. */
  act(): boolean
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
  const rows = () => Math.floor(page() / ROW)
  const extend = (key: string): boolean => {
    const by = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: rows(),
      PageUp: -rows(),
      End: Number.POSITIVE_INFINITY,
      Home: Number.NEGATIVE_INFINITY,
    }[key]
    if (by !== undefined) actions.extend(by)
    return by !== undefined
  }
  const command = ({ code, shiftKey }: KeyboardEvent): boolean => {
    if (code === 'KeyC') return actions.copy(shiftKey)
    if (code === 'KeyA') actions.all()
    else if (code === 'KeyF') shiftKey ? actions.filter() : actions.find()
    else return false
    return true
  }
  const step = (key: string): boolean => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[key]
    if (by !== undefined) actions.walk(by)
    return by !== undefined
  }
  const down = (event: KeyboardEvent) => {
    const held = event.ctrlKey || event.metaKey
    const moved = (): boolean => (event.shiftKey ? extend(event.key) : event.key === 'Enter' ? actions.act() : move(event.key))
    if (!(event.altKey ? step(event.key) : (held && command(event)) || moved())) return
    event.preventDefault()
    event.stopPropagation()
  }
  element.addEventListener('keydown', down)
  return () => element.removeEventListener('keydown', down)
}
