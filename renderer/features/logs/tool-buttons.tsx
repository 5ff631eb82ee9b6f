import { CalendarClock, Clock, Copy, ListFilter, Search, WrapText } from 'lucide-react'
import type { ReactNode } from 'react'
import { useT } from '../../i18n/index.ts'
import { IconButton, MenuButton } from '../../ui/index.ts'
import { setLogPrefs, useLogPrefs } from './prefs.ts'
import type { WentTo } from './range/go-to.ts'
import type { Moment } from './range/parse-time.ts'
import type { LogRange } from './range/range.ts'
import { RangeChip } from './range/range-chip.tsx'
import { RangeMenu } from './range/range-menu.tsx'
import { ShapeMenu } from './shape-menu.tsx'
import type { LogTarget } from './target.ts'
import type { LogTools } from './use-tools.ts'
import { STAMP_MODES } from './view/stamps.ts'

type Props = {
  tools: LogTools
  /** Those whose lines are shown. */
  targets: readonly LogTarget[]
  range: LogRange | null
  onRange(range: LogRange | null): void
  onGo(at: Moment): WentTo
  /** Why no other part can be read than what is shown. */
  fixed?: string | undefined
  /** Further ones, before the last. */
  children?: ReactNode
}

/** What can be done with the lines of any log that is shown, followed or kept. */
export function ToolButtons({ tools, targets, range, onRange, onGo, fixed, children }: Props) {
  const t = useT()
  const { wrap } = useLogPrefs()
  const { session, pane, filtering } = tools
  const copyAll = () => {
    pane?.selectAll()
    pane?.copy()
  }
  return (
    <>
      {range === null ? null : <RangeChip range={range} onRemove={fixed === undefined ? () => onRange(null) : null} />}
      <IconButton size="sm" icon={Search} label={t('logs.find')} shortcut="Ctrl F" onClick={tools.openFind} />
      <IconButton
        size="sm"
        icon={ListFilter}
        label={t('logs.filter')}
        shortcut="Ctrl Shift F"
        pressed={filtering}
        onClick={filtering ? tools.closeFilter : tools.openFilter}
      />
      {fixed === undefined ? (
        <RangeMenu range={range} onRange={onRange} onGo={onGo} ends={session.past} />
      ) : (
        <IconButton size="sm" icon={CalendarClock} label={fixed} aria-disabled />
      )}
      <StampMenu />
      <IconButton size="sm" icon={WrapText} label={t('logs.wrap')} pressed={wrap} onClick={() => setLogPrefs({ wrap: !wrap })} />
      <ShapeMenu pane={pane} targets={targets} />
      {children}
      <IconButton size="sm" icon={Copy} label={t('logs.copyAll')} onClick={copyAll} />
    </>
  )
}

function StampMenu() {
  const t = useT()
  const { stamps } = useLogPrefs()
  return (
    <MenuButton
      size="sm"
      icon={Clock}
      hideLabel
      align="end"
      label={t('logs.stamps')}
      items={STAMP_MODES.map((mode) => ({
        kind: 'radio',
        id: mode,
        label: t(`logs.stamps.${mode}`),
        checked: mode === stamps,
        onSelect: () => setLogPrefs({ stamps: mode }),
      }))}
    />
  )
}
