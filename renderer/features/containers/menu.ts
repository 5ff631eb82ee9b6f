import {
  CircleDot,
  CirclePause,
  CirclePlay,
  Copy,
  ExternalLink,
  PencilLine,
  Play,
  Plug,
  RotateCw,
  ScrollText,
  Square,
  SquareTerminal,
  Trash2,
  Wrench,
  Zap,
} from 'lucide-react'
import { host } from '#host'
import type { Container } from '../../../shared/contract/containers.ts'
import type { RecordRule } from '../../../shared/contract/records.ts'
import { copyText } from '../../copy.ts'
import { t } from '../../i18n/index.ts'
import type { Icon, MenuItem } from '../../ui/index.ts'
import { isConnected, useWorld } from '../../world/entities.ts'
import { ask } from '../../world/intents.ts'
import { hasRule, useRecords } from '../../world/records.ts'
import { type Action, allows, canExec } from './abilities.ts'
import { autoRemoved } from './auto-remove.ts'
import { askKill, askRemove, askRename, askStop } from './dialogs.ts'
import { type PlainAction, perform } from './perform.tsx'
import { portUrl } from './port-text.ts'
import { workingOn } from './working.ts'

export const ICONS: Record<Action, Icon> = {
  start: Play,
  stop: Square,
  restart: RotateCw,
  kill: Zap,
  pause: CirclePause,
  unpause: CirclePlay,
  rename: PencilLine,
  remove: Trash2,
}

export const PLAIN: readonly PlainAction[] = ['start', 'stop', 'restart', 'kill', 'pause', 'unpause']

/** A kill is asked about: it loses what was not saved. So is a stop that removes. */
export function act(action: PlainAction, rows: readonly Container[]): void {
  if (action === 'kill') askKill(rows.map(({ id }) => id))
  else if (action === 'stop') void stop(rows)
  else void perform(action, rows)
}

async function stop(rows: readonly Container[]): Promise<void> {
  const removed = await autoRemoved(rows)
  if (removed.length === 0) return await perform('stop', rows)
  const ids = (those: readonly Container[]) => those.map(({ id }) => id)
  askStop(ids(rows), ids(removed))
}

/** A stop that hangs is when a kill is wanted. */
const isFree = (id: string, action: Action): boolean => {
  const now = workingOn(id)
  return now === undefined || (action === 'kill' && (now === 'stop' || now === 'restart'))
}

/** Those of the rows whose state allows it and to which nothing else is being done. */
export const able = (rows: readonly Container[], action: Action): Container[] =>
  rows.filter((row) => allows(row.state, action) && isFree(row.id, action))

/** More would push what is below them off a small screen. */
const MOST_URLS = 3

const entry = (id: string, icon: Icon, label: string, onSelect: () => void, more: object = {}): MenuItem => {
  const offline = !isConnected()
  return { id, icon, label, onSelect, disabled: offline, ...(offline ? { hint: t('containers.offline') } : {}), ...more }
}

/** What can be done with these, at a right click, in the inspector's "⋯" and by the palette. `skip` leaves out what has its own button. */
export function containerMenu(rows: readonly Container[], skip: readonly string[] = []): MenuItem[] {
  const items = [...stateItems(rows), ...openItems(rows), ...nameItems(rows)].filter((item) => !skip.includes(item.id))
  return items.filter((item, at) => item.kind !== 'separator' || (at > 0 && at < items.length - 1 && items[at - 1]?.kind !== 'separator'))
}

function stateItems(rows: readonly Container[]): MenuItem[] {
  return PLAIN.flatMap((action) => {
    const those = able(rows, action)
    if (those.length === 0) return []
    const some = those.length < rows.length ? { hint: t('containers.action.some', { count: those.length, all: rows.length }) } : {}
    return [entry(action, ICONS[action], t(`containers.action.${action}`), () => act(action, those), some)]
  })
}

function openItems(rows: readonly Container[]): MenuItem[] {
  const [row] = rows
  const items: MenuItem[] = [{ kind: 'separator', id: 'open' }]
  if (row !== undefined && rows.length === 1) {
    const container = { id: row.id, name: row.name }
    if (canExec(row)) {
      items.push(entry('terminal', SquareTerminal, t('containers.action.terminal'), () => ask('terminal.shell', { container })))
      items.push(entry('terminalForm', SquareTerminal, t('containers.action.terminalForm'), () => ask('terminal.form', { container })))
      items.push(entry('toolbox', Wrench, t('containers.action.toolbox'), () => ask('terminal.form', { container, mode: 'toolbox' })))
      items.push(entry('attach', Plug, t('containers.action.attach'), () => ask('terminal.attach', { container })))
    } else if (row.state === 'exited' || row.state === 'created' || row.state === 'dead') {
      items.push(entry('copyShell', Wrench, t('containers.action.copyShell'), () => ask('terminal.form', { container })))
    }
  }
  items.push(
    entry('logs', ScrollText, t('containers.action.logs'), () =>
      ask('logs.open', { containers: rows.map(({ id, name }) => ({ id, name })) }),
    ),
  )
  if (row === undefined || rows.length > 1) return items
  const { project, service } = row
  if (project !== null) {
    if (service !== null)
      items.push(
        entry('logsService', ScrollText, t('containers.action.logsService', { name: service }), () =>
          ask('logs.project', { project, service }),
        ),
      )
    items.push(
      entry('logsProject', ScrollText, t('containers.action.logsProject', { name: project }), () =>
        ask('logs.project', { project, service: null }),
      ),
    )
  }
  items.push(...recordItems(row))
  const engine = useWorld.getState().connection.host?.address ?? ''
  const urls = new Set(row.ports.flatMap((port) => portUrl(port, engine) ?? []))
  for (const url of [...urls].slice(0, MOST_URLS))
    items.push({ id: url, icon: ExternalLink, label: t('containers.action.open', { url }), onSelect: () => void host.openLink(url) })
  return items
}

/** Keeps the log beyond the container, or no longer. */
function recordItems({ name, project }: Container): MenuItem[] {
  const { now } = useRecords.getState()
  if (now === null) return []
  const item = (id: string, rule: RecordRule, begin: string, end: string): MenuItem => {
    const on = hasRule(now, rule)
    return entry(id, CircleDot, on ? end : begin, () => ask('logs.record', { rule, on: !on }))
  }
  const own = item('record', { kind: 'container', name }, t('records.menu'), t('records.menuStop'))
  if (project === null) return [own]
  const words = [t('records.menuProject', { name: project }), t('records.menuStopProject', { name: project })] as const
  return [own, item('recordProject', { kind: 'project', project }, ...words)]
}

function nameItems(rows: readonly Container[]): MenuItem[] {
  const [row] = rows
  const items: MenuItem[] = [{ kind: 'separator', id: 'names' }]
  if (row !== undefined && rows.length === 1) {
    items.push({ id: 'copyId', icon: Copy, label: t('containers.action.copyId'), onSelect: () => void copyText(row.id) })
    items.push({ id: 'copyName', icon: Copy, label: t('containers.action.copyName'), onSelect: () => void copyText(row.name) })
    if (able(rows, 'rename').length > 0) items.push(entry('rename', ICONS.rename, t('containers.action.rename'), () => askRename(row.id)))
  }
  const removable = able(rows, 'remove')
  if (removable.length === 0) return items
  const ids = removable.map(({ id }) => id)
  items.push({ kind: 'separator', id: 'end' })
  items.push(entry('remove', ICONS.remove, t('containers.action.remove'), () => askRemove(ids), { danger: true, shortcut: 'Del' }))
  return items
}
