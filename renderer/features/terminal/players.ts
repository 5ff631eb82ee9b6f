import { type DockTab, dropTab, openTab } from '../../world/view.ts'
import { PlayerPane } from './player-pane.ts'

const players = new Map<string, PlayerPane>()

/** What plays in this tab; one that was restored after a reload has nothing to play yet. */
export function playerOf({ id }: DockTab): PlayerPane {
  const kept = players.get(id)
  if (kept !== undefined) return kept
  const pane = new PlayerPane(id)
  players.set(id, pane)
  return pane
}

export function closePlayer(tab: DockTab): boolean {
  playerOf(tab).close()
  players.delete(tab.id)
  return true
}

export function closePlayerTab(tab: DockTab): void {
  closePlayer(tab)
  dropTab(tab.id)
}

let asking: HTMLInputElement | null = null

/** Asks for a file; nothing happens when there is none. Call it while handling a click or a key. */
export function chooseFile(take: (file: File) => void): void {
  asking?.remove()
  const input = document.createElement('input')
  asking = input
  input.type = 'file'
  input.accept = '.cast'
  input.hidden = true
  input.addEventListener('cancel', () => input.remove())
  input.addEventListener('change', () => {
    input.remove()
    const file = input.files?.[0]
    if (file !== undefined) take(file)
  })
  // In the page while it is asked: one that is nowhere may be collected as garbage before there is an answer.
  document.body.append(input)
  input.click()
}

/** "Play a recording…": a tab of its own for each file. */
export function playRecording(): void {
  chooseFile((file) => {
    const tab = { id: `recording-${crypto.randomUUID()}`, kind: 'recording', title: file.name, params: {} }
    void playerOf(tab).play(file)
    openTab(tab)
  })
}
