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

/** Asks for a file; nothing happens when there is none. Call it while handling a click or a key. */
export function chooseFile(take: (file: File) => void): void {
  const input = document.createElement('input')
  input.type = 'file'
  input.accept = '.cast'
  input.addEventListener('change', () => {
    const file = input.files?.[0]
    if (file !== undefined) take(file)
  })
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
