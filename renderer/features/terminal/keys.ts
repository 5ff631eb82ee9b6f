import type { Terminal } from '@xterm/xterm'

const isMac = navigator.platform.startsWith('Mac')
const isWindows = navigator.platform.startsWith('Win')

export type KeyActions = { copy(): void; find(): void; enterAfterEnd(): boolean }

/**
 * Which keys are the app's, of all that are pressed in a terminal: copy, paste, find, and those the shell of the app takes
 * before us (Ctrl+Shift+K the palette, Ctrl+F6 out of the terminal). Everything else is the program's.
 */
export function handleKeys(terminal: Terminal, actions: KeyActions): void {
  terminal.attachCustomKeyEventHandler((event) => {
    if (event.type !== 'keydown') return true
    const mine = decide(event, terminal.hasSelection(), actions)
    if (mine === 'ours') event.preventDefault()
    return mine === null
  })
}

/** 'browser': xterm keeps off and the browser does what it does: a paste event follows. */
function decide(event: KeyboardEvent, selected: boolean, actions: KeyActions): 'ours' | 'browser' | null {
  const { code, ctrlKey, shiftKey, metaKey, altKey } = event
  if (code === 'Enter' && actions.enterAfterEnd()) return 'ours'
  // The browser makes a contextmenu event of them; the shell must not see them as well.
  if (code === 'ContextMenu' || (code === 'F10' && shiftKey && !ctrlKey && !altKey && !metaKey)) return 'browser'
  if (altKey) return null
  const command = isMac ? metaKey && !ctrlKey : ctrlKey && shiftKey
  if (command && code === 'KeyV') return 'browser'
  if (code === 'Insert' && shiftKey && !ctrlKey) return 'browser'
  if (isWindows && ctrlKey && code === 'KeyV') return 'browser'
  const copies = (command && code === 'KeyC') || (code === 'Insert' && ctrlKey && !shiftKey)
  // Ctrl+C copies when there is a selection, and interrupts when there is none.
  if (copies || (!isMac && selected && ctrlKey && !shiftKey && code === 'KeyC')) {
    if (selected) actions.copy()
    return 'ours'
  }
  if (command && code === 'KeyF') {
    actions.find()
    return 'ours'
  }
  return null
}
