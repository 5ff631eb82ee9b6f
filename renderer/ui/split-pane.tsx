import { type ReactNode, useMemo } from 'react'
import { Group, Panel, Separator } from 'react-resizable-panels'
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
}

/** Two panes; the second keeps its size in pixels while the window changes. */
export function SplitPane(props: SplitPaneProps) {
  const { direction, storageKey, storage, first, second, secondSize, minFirst, minSecond, label } = props
  const initial = useMemo(() => storage.load(storageKey) ?? secondSize, [storage, storageKey, secondSize])
  const shown = second !== null && second !== undefined && second !== false
  return (
    <Group orientation={direction} className={css.group} disableCursor>
      <Panel id="first" minSize={minFirst} className={css.pane}>
        {first}
      </Panel>
      {shown ? (
        <>
          <Separator className={direction === 'horizontal' ? css.vertical : css.horizontal} aria-label={label} />
          <Panel
            id="second"
            defaultSize={initial}
            minSize={minSecond}
            groupResizeBehavior="preserve-pixel-size"
            className={css.pane}
            onResize={(size, _id, before) => {
              if (before) storage.save(storageKey, Math.round(size.inPixels))
            }}
          >
            {second}
          </Panel>
        </>
      ) : null}
    </Group>
  )
}
