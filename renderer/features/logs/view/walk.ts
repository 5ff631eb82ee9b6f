import type { Sight } from './sight.ts'
import type { Viewport } from './viewport.ts'

/** What of a pane is walked through. */
type Walked = { current: number; sight: Sight; viewport: Viewport; show(line: number, lazily: boolean): void }

/** Makes the line so many places from the one that is looked at the one that is; at first the one at the edge of what is in sight. */
export function walk(pane: Walked, by: number): void {
  const { current, sight, viewport } = pane
  const from = current >= 0 ? current : sight.near(viewport.follow ? viewport.bottom : viewport.top)
  const { place } = sight.beside(from, current >= 0 ? by : 0)
  viewport.setFollow(false)
  pane.show(sight.near(place), true)
}

/** Presses the button of the line that is looked at: unfolds it, shows the rest of it. False when it has none. */
export function act({ current, viewport }: Walked): boolean {
  const row = viewport.rows.rows.find(({ index, line, raw }) => index !== null && line === current && raw !== '')
  const button = row?.element.querySelector('button') ?? null
  button?.click()
  return button !== null
}
