import { Circle, Clapperboard, Download, SquareTerminal } from 'lucide-react'
import type { Command } from '../../feature.ts'
import { useT } from '../../i18n/index.ts'
import { useWorld } from '../../world/entities.ts'
import { useView } from '../../world/view.ts'
import { openForm } from './form-store.ts'
import { kindIcon } from './kind-icon.ts'
import { openTerminal, paneOf, showSession } from './panes.ts'
import { playRecording } from './players.ts'
import { showSettings } from './prefs.ts'
import { useRecordings } from './recordings.ts'
import { showRecordings } from './recordings-dialog.tsx'
import { useSessionNames } from './session-names.ts'
import { useSessions } from './sessions.ts'
import { saveChoices } from './terminal-menu.ts'
import { nameOfTab } from './title.ts'

const ICON = <SquareTerminal size={16} />
const SAVE = <Download size={16} />
const RECORD = <Circle size={16} />
const icons: Record<string, typeof ICON> = { plain: SAVE, ansi: SAVE, record: RECORD, recordKeys: RECORD, stop: RECORD }

/** Of the terminal that is used: what its menu has under "Save and record", as far as it can be done now. */
function useSaveCommands(): Command[] {
  const tab = useView((v) => (v.dockOpen ? v.tabs.find(({ id, kind }) => id === v.activeTab && kind === 'terminal') : undefined))
  useRecordings((r) => r.list)
  if (tab === undefined) return []
  const hint = nameOfTab(tab)
  return saveChoices(paneOf(tab)).flatMap(({ id, label, disabled, onSelect }) =>
    disabled === true ? [] : [{ id: `terminal.${id}`, title: label, hint, icon: icons[id] ?? ICON, run: onSelect }],
  )
}

/** Every open terminal, and a shell in every container that runs. */
export function useTerminalCommands(): Command[] {
  const t = useT()
  const containers = useWorld((w) => w.entities.containers)
  const sessions = useSessions((s) => s.byId)
  const names = useSessionNames()
  const hint = t('terminal.hint')
  const recorded = useRecordings((r) => r.list.some(({ ended }) => ended !== null))
  const saving = useSaveCommands()
  const commands: Command[] = [
    { id: 'terminal.settings', title: t('terminal.settings'), icon: ICON, run: () => showSettings() },
    { id: 'cast.play', title: t('cast.play.command'), hint, icon: <Clapperboard size={16} />, run: playRecording },
    ...saving,
  ]
  if (recorded)
    commands.push({ id: 'cast.list', title: t('cast.record.list'), hint, icon: <Clapperboard size={16} />, run: () => showRecordings() })
  for (const session of sessions.values()) {
    const title = t('terminal.commandShow', { title: names.get(session.id) ?? '' })
    const Glyph = kindIcon[session.kind]
    commands.push({ id: `terminal.show.${session.id}`, title, hint, icon: <Glyph size={16} />, run: () => showSession(session) })
  }
  for (const { id, name, state } of containers.values()) {
    const container = { id, name }
    if (state === 'exited' || state === 'created')
      commands.push({
        id: `terminal.copy.${id}`,
        title: t('terminal.commandCopy', { name }),
        hint,
        icon: ICON,
        run: () => openForm(container),
      })
    if (state === 'running' || state === 'exited' || state === 'created')
      commands.push({
        id: `terminal.toolbox.${id}`,
        title: t('terminal.commandToolbox', { name }),
        hint,
        icon: ICON,
        run: () => openForm(container, 'toolbox'),
      })
    if (state !== 'running') continue
    const shell = () => openTerminal({ container, kind: 'shell' })
    const attach = () => openTerminal({ container, kind: 'attach' })
    commands.push({ id: `terminal.shell.${id}`, title: t('terminal.commandShell', { name }), hint, icon: ICON, run: shell })
    commands.push({
      id: `terminal.form.${id}`,
      title: t('terminal.commandForm', { name }),
      hint,
      icon: ICON,
      run: () => openForm(container),
    })
    commands.push({ id: `terminal.attach.${id}`, title: t('terminal.commandAttach', { name }), hint, icon: ICON, run: attach })
  }
  return commands
}

/** The dock's plus: the container that is selected, the sessions no tab of this window shows, then what runs. */
export function useTerminalPlusMenu(): { title: string; run(): void }[] {
  const t = useT()
  const containers = useWorld((w) => w.entities.containers)
  const selected = useView((v) => v.selected['containers']?.at(-1))
  const tabs = useView((v) => v.tabs)
  const sessions = useSessions((s) => s.byId)
  const names = useSessionNames()
  const shown = new Set(tabs.map((tab) => (tab.params as { session?: string } | null)?.session))
  const free = [...sessions.values()].filter(({ id }) => !shown.has(id))
  const running = [...containers.values()].filter(({ state }) => state === 'running')
  const first = running.filter(({ id }) => id === selected)
  const listed = [...first, ...running.filter(({ id }) => id !== selected)].slice(0, MENU_LIMIT)
  return [
    ...free.map((session) => ({
      title: t('terminal.commandShow', { title: names.get(session.id) ?? '' }),
      run: () => showSession(session),
    })),
    ...listed.map(({ id, name }) => ({
      title: t('terminal.commandShell', { name }),
      run: () => openTerminal({ container: { id, name }, kind: 'shell' }),
    })),
    { title: t('cast.play.command'), run: playRecording },
  ]
}

/** More belong into the palette. */
const MENU_LIMIT = 8
