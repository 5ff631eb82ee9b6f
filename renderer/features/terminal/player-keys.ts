import type { KeyboardEvent } from 'react'
import type { Player } from './player.ts'
import type { PlayerPane } from './player-pane.ts'

/** Seconds an arrow key jumps. */
const JUMP = 5

/** The keys of a recording, wherever in its tab the focus is; those a button or a list has itself are left to it. */
export function onPlayerKey({ code, ctrlKey, metaKey, altKey, shiftKey, target }: KeyboardEvent, pane: PlayerPane): boolean {
  const { player } = pane
  if (player === null || !(target instanceof Element)) return false
  if ((ctrlKey || metaKey) && code === 'KeyC') {
    pane.copy()
    return pane.hasSelection
  }
  if (ctrlKey || metaKey || altKey || target.closest('[role=listbox], [role=menu], [role=combobox]') !== null) return false
  const action = shiftKey ? withShift(code, player) : alone(code, player, target.closest('button') !== null)
  action?.()
  return action !== null
}

function withShift(code: string, player: Player): (() => void) | null {
  if (code === 'Comma') return () => player.stepSpeed(-1)
  return code === 'Period' ? () => player.stepSpeed(1) : null
}

function alone(code: string, player: Player, onButton: boolean): (() => void) | null {
  switch (code) {
    case 'ArrowLeft':
      return () => player.jump(-JUMP)
    case 'ArrowRight':
      return () => player.jump(JUMP)
    case 'Home':
      return () => player.seek(0)
    case 'End':
      return () => player.seek(Number.POSITIVE_INFINITY)
    case 'Space':
      // On a button it presses that.
      return onButton ? null : () => player.toggle()
    default:
      return null
  }
}
