import { Download } from 'lucide-react'
import { type Translate, useT } from '../../i18n/index.ts'
import { escapeControls, MenuButton, type MenuItem } from '../../ui/index.ts'
import type { LogRange } from './range/range.ts'
import { type SaveAs, saveHeld, saveLog, saveMerged } from './save.ts'
import { present } from './scope/titles.ts'
import type { LogSession } from './session.ts'
import type { LogTarget } from './target.ts'
import type { LogPane } from './view/pane.ts'

const WAYS = [
  { id: 'raw', label: 'logs.savePlain', as: { format: 'raw', stamps: false } },
  { id: 'stamps', label: 'logs.saveStamps', as: { format: 'raw', stamps: true } },
  { id: 'text', label: 'logs.saveText', as: { format: 'text', stamps: false } },
  { id: 'textStamps', label: 'logs.saveTextStamps', as: { format: 'text', stamps: true } },
  { id: 'json', label: 'logs.saveJson', as: { format: 'json', stamps: true } },
] as const

/** Everything there is of the logs of a view, or in its range; of several each can be saved alone. */
export type SaveWhole = { label: string; targets: readonly LogTarget[]; save(targets: readonly LogTarget[], as: SaveAs): Promise<void> }

/** Of what the engine has of containers. */
export function fromEngine(t: Translate, session: LogSession, range: LogRange | null): SaveWhole {
  // The engine has nothing of the others.
  const there = session.targets.filter((_, index) => !['removed', 'unreadable'].includes(session.status[index]?.state ?? ''))
  return {
    label: t(range?.kind === 'time' ? 'logs.save.range' : 'logs.save.all'),
    targets: there.length > 0 ? there : present(session.targets),
    // Of one container, whole: what the engine gives, without looking for lines in it.
    save: (targets, as) =>
      targets.length === 1 && as.format === 'raw' && range?.kind !== 'time'
        ? saveLog(session, targets[0], as.stamps)
        : saveMerged(session, targets, range, as),
  }
}

/** `whole` answers null where there is nothing but what the view holds. */
type Props = { session: LogSession; pane: LogPane | null; whole(): SaveWhole | null }

/** What to save of a view, and how. */
export function SaveMenu({ session, pane, whole }: Props) {
  const t = useT()
  const ways: Ways = (id, run) => WAYS.map((way) => ({ id: `${id}-${way.id}`, label: t(way.label), onSelect: () => void run(way.as) }))
  const ofView = (selected: boolean) => (as: SaveAs) => saveHeld(session, pane?.held(selected) ?? [], as)
  const items = (): MenuItem[] => [
    ...ofWhole(t, whole(), ways),
    { kind: 'submenu', id: 'shown', label: t('logs.save.shown'), items: ways('shown', ofView(false)) },
    ...(pane?.state.selection === true
      ? [{ kind: 'submenu' as const, id: 'selected', label: t('logs.save.selected'), items: ways('selected', ofView(true)) }]
      : []),
  ]
  return <MenuButton size="sm" icon={Download} hideLabel align="end" label={t('logs.save')} items={items} />
}

type Ways = (id: string, run: (as: SaveAs) => Promise<void>) => MenuItem[]

function ofWhole(t: Translate, whole: SaveWhole | null, ways: Ways): MenuItem[] {
  if (whole === null) return []
  const { label, targets, save } = whole
  const menu: MenuItem[] = [{ kind: 'heading', id: 'all', label }, ...ways('all', (as) => save(targets, as))]
  if (targets.length > 1) {
    const one = targets.map((target) => ({
      kind: 'submenu' as const,
      id: target.id,
      label: escapeControls(target.name, 80),
      items: ways(target.id, (as) => save([target], as)),
    }))
    menu.push({ kind: 'submenu', id: 'one', label: t('logs.save.one'), items: one })
  }
  return [...menu, { kind: 'separator', id: 's' }]
}
