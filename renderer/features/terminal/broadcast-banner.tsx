import { RadioTower } from 'lucide-react'
import { useT } from '../../i18n/index.ts'
import { Button, cx, escapeControls } from '../../ui/index.ts'
import { type DockTab, useView } from '../../world/view.ts'
import { leave, stopBroadcast, useBroadcast } from './broadcast.ts'
import { Said } from './said.tsx'
import css from './terminal.module.css'
import { nameOfTab } from './title.ts'

/** Over every terminal that gets what is typed into another: how many do, and which. */
export function BroadcastBanner({ tab }: { tab: DockTab }) {
  const t = useT()
  const members = useBroadcast((b) => b.members)
  const tabs = useView((v) => v.tabs)
  if (!members.includes(tab.id)) return null
  const names = tabs.filter(({ id }) => members.includes(id)).map((one) => escapeControls(nameOfTab(one), 40))
  return (
    <div className={cx(css.banner, css.broadcast)} role="status" title={names.join(', ')}>
      <RadioTower size={14} aria-hidden />
      <Said title={t('terminal.broadcastCount', { count: members.length })} words={counted(names)} short />
      <Button size="sm" onClick={() => leave(tab.id)}>
        {t('terminal.broadcastLeave')}
      </Button>
      <Button size="sm" onClick={stopBroadcast}>
        {t('terminal.broadcastStop')}
      </Button>
    </div>
  )
}

/** `web · sh ×2, db · sh` */
function counted(names: readonly string[]): string {
  const times = new Map<string, number>()
  for (const name of names) times.set(name, (times.get(name) ?? 0) + 1)
  return [...times].map(([name, count]) => (count > 1 ? `${name} ×${String(count)}` : name)).join(', ')
}
