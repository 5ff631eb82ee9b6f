import { type ReactNode, useEffect, useMemo, useRef } from 'react'
import { Group, Panel, Separator, usePanelRef } from 'react-resizable-panels'
import css from './split-pane.module.css'

/** Where sizes are kept, in pixels of the second pane. */
export interface SplitStorage {
  load: (key: string) => number | undefined
  save: (key: string, pixels: number) => void
}

export interface SplitPaneProps {
  /** Horizontal: side by side. */
  direction: 'horizontal' | 'vertical'
  storageKey: string
  storage: SplitStorage
  first: ReactNode
  /** Null: the first pane has everything. */
  second: ReactNode | null
  /** Pixels of the second pane until the user chooses. */
  secondSize: number
  minFirst: number
  minSecond: number
  /** Names the separator. */
  label: string
  /** The second pane shrinks to `collapsedSize` pixels but stays mounted. */
  collapsed?: boolean
  collapsedSize?: number
  /** The user dragged it shut or open. */
  onCollapsedChange?: (collapsed: boolean) => void
}

/** Two panes; the second keeps its size in pixels while the window changes. */
export function SplitPane(props: SplitPaneProps) {
  const { direction, first, second, minFirst, label } = props
  const shown = second !== null && second !== undefined && second !== false
  return (
    <Group orientation={direction} className={css.group} disableCursor>
      <Panel id="first" minSize={minFirst} className={css.pane}>
        {first}
      </Panel>
      {shown ? <Separator className={direction === 'horizontal' ? css.vertical : css.horizontal} title={label} /> : null}
      {shown ? <Second {...props} /> : null}
    </Group>
  )
}

function Second(props: SplitPaneProps) {
  const { storageKey, storage, second, secondSize, minSecond, collapsed = false, collapsedSize = 0, onCollapsedChange } = props
  const initial = useMemo(() => storage.load(storageKey) ?? secondSize, [storage, storageKey, secondSize])
  const panel = usePanelRef()
  const done = useRef(collapsed)
  useEffect(() => {
    // A new panel gets its size by its props; the group does not know it yet.
    if (done.current === collapsed || !panel.current) return
    done.current = collapsed
    if (panel.current.isCollapsed() === collapsed) return
    if (collapsed) panel.current.collapse()
    else panel.current.resize(initial)
  }, [panel, collapsed, initial])
  return (
    <Panel
      id="second"
      panelRef={panel}
      defaultSize={collapsed ? collapsedSize : initial}
      minSize={minSecond}
      collapsible={onCollapsedChange !== undefined}
      collapsedSize={collapsedSize}
      groupResizeBehavior="preserve-pixel-size"
      className={css.pane}
      onResize={(size, _id, before) => {
        if (!before) return
        const shut = onCollapsedChange !== undefined && size.inPixels < minSecond - 1
        if (shut !== collapsed) onCollapsedChange?.(shut)
        if (!shut) storage.save(storageKey, Math.round(size.inPixels))
      }}
    >
      {second}
    </Panel>
  )
}
