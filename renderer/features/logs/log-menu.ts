import { host } from '#host'
import { copyText } from '../../copy.ts'
import type { MessageKey, Translate } from '../../i18n/index.ts'
import { escapeControls, type MenuItem } from '../../ui/index.ts'
import type { LogPane } from './view/pane.ts'

type Actions = {
  find(): void
  filter(): void
  everything: { title: MessageKey; open(): void }
  step(back: boolean): void
  clear: (() => void) | null
}

/** The menu of the lines. */
export function logMenu(t: Translate, pane: LogPane | null, { find, filter, everything, step, clear }: Actions): MenuItem[] {
  const disabled = pane?.state.selection !== true
  return [
    ...linkItems(t, pane?.links() ?? []),
    { id: 'copy', label: t('logs.copy'), shortcut: 'Ctrl C', disabled, onSelect: () => void pane?.copy() },
    { id: 'stamped', label: t('logs.copyStamped'), disabled, onSelect: () => void pane?.copy({ stamps: 'utc' }) },
    { id: 'plain', label: t('logs.copyPlain'), shortcut: 'Ctrl Shift C', disabled, onSelect: () => void pane?.copy({ plain: true }) },
    { id: 'all', label: t('logs.selectAll'), shortcut: 'Ctrl A', onSelect: () => pane?.selectAll() },
    { kind: 'separator', id: 's' },
    { id: 'find', label: t('logs.find'), shortcut: 'Ctrl F', onSelect: find },
    { id: 'filter', label: t('logs.filter'), shortcut: 'Ctrl Shift F', onSelect: filter },
    { id: 'everything', label: t(everything.title), onSelect: everything.open },
    { id: 'next', label: t('logs.marks.next'), shortcut: 'F8', onSelect: () => step(false) },
    { id: 'previous', label: t('logs.marks.previous'), shortcut: 'Shift F8', onSelect: () => step(true) },
    ...(clear === null
      ? []
      : [
          { kind: 'separator' as const, id: 'end' },
          { id: 'clear', label: t('logs.clear'), onSelect: clear },
        ]),
  ]
}

/** A link is one of several rows of a menu: longer ones are cut. Characters. */
const LONGEST = 60

function linkItems(t: Translate, links: readonly string[]): MenuItem[] {
  const [first] = links
  if (first === undefined) return []
  const open = links.map(
    (url): MenuItem => ({
      id: url,
      label: t('logs.link.open', { url: escapeControls(url, LONGEST) }),
      onSelect: () => void host.openLink(url),
    }),
  )
  const copy: MenuItem[] = links.length > 1 ? [] : [{ id: 'link', label: t('logs.link.copy'), onSelect: () => void copyText(first) }]
  return [...open, ...copy, { kind: 'separator', id: 'links' }]
}
