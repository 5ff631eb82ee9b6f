import { t } from '../../i18n/index.ts'
import { escapeControls, type MenuItem } from '../../ui/index.ts'
import { groupsOf, openTab, useView } from '../../world/view.ts'
import { join, leave, useBroadcast } from './broadcast.ts'
import { clipboardText } from './host-actions.ts'
import type { Pane } from './pane.ts'
import { anotherOf } from './panes.ts'
import { setPrefs, showSettings, usePrefs } from './prefs.ts'
import { goingOn, saveRecording, startRecording } from './recordings.ts'
import { saveScrollback } from './save-scrollback.ts'
import { setPane } from './state.ts'
import { nameOfTab } from './title.ts'

export async function pasteInto(pane: Pane): Promise<void> {
  const text = await clipboardText()
  if (text !== null) pane.paste(text)
}

function broadcastItems(pane: Pane): MenuItem[] {
  const view = useView.getState()
  const group = groupsOf(view).find(({ panes }) => panes.includes(pane.tab))?.panes ?? []
  return [
    {
      kind: 'check',
      id: 'broadcast',
      label: t('terminal.broadcast'),
      checked: useBroadcast.getState().members.includes(pane.tab),
      disabled: !pane.open,
      closes: true,
      onChange: (on) => (on ? join([pane.tab]) : leave(pane.tab)),
    },
    { id: 'broadcastAll', label: t('terminal.broadcastAll'), disabled: group.length < 2, onSelect: () => join(group) },
  ]
}

/** The terminal's context menu. */
export function terminalMenu(pane: Pane): MenuItem[] {
  const terminal = pane.screen?.terminal
  return [
    {
      id: 'copy',
      label: t('terminal.copy'),
      shortcut: 'Ctrl Shift C',
      disabled: terminal?.hasSelection() !== true,
      onSelect: () => pane.copy(),
    },
    { id: 'paste', label: t('terminal.paste'), shortcut: 'Ctrl Shift V', onSelect: () => void pasteInto(pane) },
    { id: 'all', label: t('terminal.selectAll'), onSelect: () => terminal?.selectAll() },
    { kind: 'separator', id: 's1' },
    { id: 'find', label: t('terminal.find'), shortcut: 'Ctrl Shift F', onSelect: () => setPane(pane.tab, { find: true }) },
    { id: 'clear', label: t('terminal.clear'), onSelect: () => terminal?.clear() },
    { kind: 'separator', id: 's2' },
    saveItems(pane),
    { kind: 'separator', id: 's4' },
    ...splitItems(pane),
    ...broadcastItems(pane),
    { kind: 'separator', id: 's3' },
    {
      kind: 'check',
      id: 'reader',
      label: t('terminal.reader'),
      checked: usePrefs.getState().screenReader,
      closes: true,
      onChange: (screenReader) => setPrefs({ screenReader }),
    },
    { id: 'settings', label: t('terminal.settingsOpen'), onSelect: () => showSettings() },
    { id: 'leave', label: t('terminal.leave'), disabled: true, onSelect: () => undefined },
  ]
}

function splitItems({ tab }: Pane): MenuItem[] {
  const split = (dir: 'row' | 'column') => {
    const from = useView.getState().tabs.find(({ id }) => id === tab)
    if (from !== undefined) openTab(anotherOf(from), { pane: tab, dir })
  }
  return [
    { id: 'row', label: t('terminal.splitRight'), shortcut: 'Ctrl Shift E', onSelect: () => split('row') },
    { id: 'column', label: t('terminal.splitBelow'), shortcut: 'Ctrl Shift O', onSelect: () => split('column') },
  ]
}

type Choice = { id: string; label: string; hint?: string; disabled?: boolean; onSelect: () => void }

/** What can be written of a terminal: its lines, and from now on all that it shows. Call them while handling a click. */
export function saveChoices(pane: Pane): Choice[] {
  const tab = useView.getState().tabs.find(({ id }) => id === pane.tab)
  const name = escapeControls(tab === undefined ? '' : nameOfTab(tab), 80)
  const session = pane.session
  const recorded = goingOn(session?.id ?? null)
  const save = (ansi: boolean) => {
    const terminal = pane.screen?.terminal
    if (terminal !== undefined) void saveScrollback(name, terminal, ansi)
  }
  const record = (keys: boolean) => (session === null ? undefined : void startRecording(session.id, name, keys))
  const disabled = session?.now.state !== 'live'
  return [
    { id: 'plain', label: t('terminal.savePlain'), onSelect: () => save(false) },
    { id: 'ansi', label: t('terminal.saveAnsi'), onSelect: () => save(true) },
    ...(recorded === undefined
      ? [
          { id: 'record', label: t('terminal.record'), disabled, onSelect: () => record(false) },
          {
            id: 'recordKeys',
            label: t('terminal.recordKeys'),
            hint: t('terminal.recordKeysHint'),
            disabled,
            onSelect: () => record(true),
          },
        ]
      : [{ id: 'stop', label: t('terminal.recordStop'), onSelect: () => void saveRecording(recorded) }]),
  ]
}

function saveItems(pane: Pane): MenuItem {
  const [plain, ansi, ...recording] = saveChoices(pane)
  const saving = [plain, ansi].filter((one) => one !== undefined)
  return { kind: 'submenu', id: 'save', label: t('terminal.save'), items: [...saving, { kind: 'separator', id: 'save1' }, ...recording] }
}
