import type { Terminal } from '@xterm/xterm'

/**
 * As `terminal.write`; in a page that is not seen it parses at once. xterm puts parsing off with a timer, and a browser lets the
 * timers of a hidden page run once a second, later once a minute: as its reader's pace is the process's, a build in the container
 * would crawl while its window is minimised. After input xterm parses without a timer, and no input is input enough.
 */
export function writeUnseen(terminal: Terminal, data: Uint8Array, parsed: () => void): void {
  if (document.hidden) {
    const selected = terminal.getSelectionPosition()
    const { scrollOnUserInput = true } = terminal.options
    terminal.options.scrollOnUserInput = false
    terminal.input('')
    terminal.options.scrollOnUserInput = scrollOnUserInput
    // Input takes a selection away.
    if (selected !== undefined) {
      const { start, end } = selected
      terminal.select(start.x, start.y, (end.y - start.y) * terminal.cols + end.x - start.x)
    }
  }
  terminal.write(data, parsed)
}

/**
 * A browser may stop a page altogether that is not seen for long. One that is told so before lets go, and looks again afterwards.
 * @returns forgets both
 */
export function onFrozen(stop: () => void, goOn: () => void): () => void {
  document.addEventListener('freeze', stop)
  document.addEventListener('resume', goOn)
  return () => {
    document.removeEventListener('freeze', stop)
    document.removeEventListener('resume', goOn)
  }
}
