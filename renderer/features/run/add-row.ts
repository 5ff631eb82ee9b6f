import type { MouseEvent } from 'react'
import { flushSync } from 'react-dom'

/** Adds a row to the group of this button and gives it the keyboard: who adds one means to fill it in. */
export function addRow(event: MouseEvent<HTMLElement>, add: () => void): void {
  const group = event.currentTarget.closest('[role=group]')
  flushSync(add)
  const rows = group?.querySelectorAll('[data-row]')
  rows
    ?.item(rows.length - 1)
    .querySelector('input')
    ?.focus()
}
