import { escapeControls } from '../../ui/index.ts'
import { ring } from './feel.ts'
import { paneState, setPane } from './state.ts'

const TITLE_CAP = 120
/** Milliseconds between two flashes of one terminal: a program may ring ten thousand times a second. */
const QUIET = 300

/** What a container's program says besides its output. Each sign draws the page anew, so a flood of them is thinned here. */
export function signs(tab: string): { onTitle(title: string): void; onBell(): void } {
  let title: string | null = null
  let flashed = Number.NEGATIVE_INFINITY
  const flash = () => {
    const now = performance.now()
    if (now - flashed < QUIET) return
    flashed = now
    setPane(tab, { bell: paneState(tab).bell + 1 })
  }
  const show = () => {
    setPane(tab, { title: escapeControls(title ?? '', TITLE_CAP) })
    title = null
  }
  return {
    onTitle(next) {
      if (title === null) requestAnimationFrame(show)
      title = next
    },
    onBell: () => ring(flash),
  }
}
