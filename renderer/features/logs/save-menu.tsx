import { Download } from 'lucide-react'
import { useT } from '../../i18n/index.ts'
import { escapeControls, MenuButton, type MenuItem } from '../../ui/index.ts'
import type { LogRange } from './range/range.ts'
import { type SaveAs, saveHeld, saveLog, saveMerged } from './save.ts'
import { present } from './scope/titles.ts'
import type { LogSession, LogTarget } from './session.ts'
import type { LogPane } from './view/pane.ts'

const WAYS = [
  { id: 'raw', label: 'logs.savePlain', as: { format: 'raw', stamps: false } },
  { id: 'stamps', label: 'logs.saveStamps', as: { format: 'raw', stamps: true } },
  { id: 'text', label: 'logs.saveText', as: { format: 'text', stamps: false } },
  { id: 'textStamps', label: 'logs.saveTextStamps', as: { format: 'text', stamps: true } },
  { id: 'json', label: 'logs.saveJson', as: { format: 'json', stamps: true } },
] as const

/** The engine has nothing of those. */
const without = (session: LogSession): readonly LogTarget[] =>
  session.targets.filter((_, index) => !['removed', 'unreadable'].includes(session.status[index]?.state ?? ''))

/** What to save of a view, and how. */
export function SaveMenu({ session, pane, range }: { session: LogSession; pane: LogPane | null; range: LogRange | null }) {
  const t = useT()
  const ways = (id: string, run: (as: SaveAs) => Promise<void>): MenuItem[] =>
    WAYS.map((way) => ({ id: `${id}-${way.id}`, label: t(way.label), onSelect: () => void run(way.as) }))
  const ofEngine = (targets: readonly LogTarget[]) => (as: SaveAs) =>
    // Of one container, whole: what the engine gives, without looking for lines in it.
    targets.length === 1 && as.format === 'raw' && range?.kind !== 'time' ? saveLog(targets[0], as.stamps) : saveMerged(targets, range, as)
  const ofView = (selected: boolean) => (as: SaveAs) => saveHeld(session, pane?.held(selected) ?? [], as)
  const items = (): MenuItem[] => {
    const there = without(session)
    const targets = there.length > 0 ? there : present(session.targets)
    const menu: MenuItem[] = [
      { kind: 'heading', id: 'all', label: t(range?.kind === 'time' ? 'logs.save.range' : 'logs.save.all') },
      ...ways('all', ofEngine(targets)),
    ]
    if (targets.length > 1) {
      const one = targets.map((target) => ({
        kind: 'submenu' as const,
        id: target.id,
        label: escapeControls(target.name, 80),
        items: ways(target.id, ofEngine([target])),
      }))
      menu.push({ kind: 'submenu', id: 'one', label: t('logs.save.one'), items: one })
    }
    menu.push(
      { kind: 'separator', id: 's' },
      { kind: 'submenu', id: 'shown', label: t('logs.save.shown'), items: ways('shown', ofView(false)) },
    )
    if (pane?.state.selection === true)
      menu.push({ kind: 'submenu', id: 'selected', label: t('logs.save.selected'), items: ways('selected', ofView(true)) })
    return menu
  }
  return <MenuButton size="sm" icon={Download} hideLabel align="end" label={t('logs.save')} items={items} />
}
