import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type MouseEvent, useCallback, useId, useState } from 'react'
import { MenuAt } from '../menu.tsx'
import type { MenuItem } from '../menu-item.ts'
import { useCopy } from '../use-copy.ts'
import { useUiWords } from '../words.tsx'
import css from './json-tree.module.css'
import { JsonLine } from './line.tsx'
import { allBranches, copyText, type Line, type Mask } from './model.ts'
import { JsonToolbar } from './toolbar.tsx'
import { useFind, useTree } from './use-tree.ts'

const LINE_HEIGHT = 20

export interface JsonTreeProps {
  value: unknown
  /** Names the tree. */
  label: string
  /** What stands for a secret until the user reveals it; must be stable. */
  mask?: Mask
}

/** A JSON document, folded, searchable, drawn by virtual lines. Fills its parent. */
export function JsonTree({ value, label, mask }: JsonTreeProps) {
  const treeId = useId()
  const [box, setBox] = useState<HTMLDivElement | null>(null)
  const tree = useTree(value)
  const [revealed, setRevealed] = useState<ReadonlySet<string>>(new Set())
  const [cursor, setCursor] = useState(0)
  const lines = tree.lines
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => box,
    estimateSize: () => LINE_HEIGHT,
    overscan: 12,
    useFlushSync: false,
  })
  const go = useCallback(
    (index: number) => {
      setCursor(Math.max(0, Math.min(index, lines.length - 1)))
      virtual.scrollToIndex(Math.max(0, Math.min(index, lines.length - 1)))
    },
    [lines.length, virtual],
  )
  const find = useFind(value, mask, tree, go)
  const copy = (line: Line) => copyText(line.value, line.path, mask, revealed)
  const menu = useLineMenu(copy)
  const current = lines[cursor]
  const reveal = (id: string) => setRevealed((before) => new Set(before).add(id))
  const keyDown = (event: KeyboardEvent) => {
    if (!treeKey(event, { lines, cursor, go, toggle: tree.toggle })) return
    event.preventDefault()
  }
  const pick = (event: MouseEvent) => lineAt(event, lines)
  return (
    <div className={css.root}>
      <JsonToolbar
        find={find}
        tree={tree}
        copy={() => copyText(value, [], mask, revealed)}
        openAll={() => tree.setOpen(allBranches(value))}
      />
      <div
        ref={setBox}
        role="tree"
        tabIndex={0}
        aria-label={label}
        aria-activedescendant={current ? `${treeId}${cursor}` : undefined}
        className={css.scroll}
        onKeyDown={keyDown}
        onClick={(event) => {
          const at = pick(event)
          if (at === null) return
          setCursor(at)
          if ((event.target as Element).closest('[data-fold]')) tree.toggle(lines[at])
        }}
        onDoubleClick={(event) => tree.toggle(lines[pick(event) ?? -1])}
        onContextMenu={(event) => menu.open(event, lines[pick(event) ?? cursor])}
      >
        <div role="presentation" className={css.lines} style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start }) => {
            const line = lines[index]
            if (!line) return null
            const secret = typeof line.value === 'string' && !revealed.has(line.id) ? (mask?.(line.path, line.value) ?? null) : null
            return (
              <JsonLine
                key={line.id}
                line={line}
                domId={`${treeId}${index}`}
                index={index}
                top={start}
                current={index === cursor}
                match={find.marked === line.id}
                secret={secret}
                onReveal={reveal}
              />
            )
          })}
        </div>
      </div>
      <MenuAt at={menu.at} items={menu.items} onClose={menu.close} />
    </div>
  )
}

function useLineMenu(copy: (line: Line) => string) {
  const write = useCopy()
  const words = useUiWords()
  const [state, setState] = useState<{ at: { x: number; y: number }; line: Line } | null>(null)
  const items = (): readonly MenuItem[] =>
    state ? [{ id: 'copy', label: words.copyValue, onSelect: () => void write(copy(state.line)) }] : []
  const open = (event: MouseEvent, line: Line | undefined) => {
    event.preventDefault()
    if (line) setState({ at: { x: event.clientX, y: event.clientY }, line })
  }
  return { at: state?.at ?? null, items, open, close: () => setState(null) }
}

function lineAt(event: MouseEvent, lines: readonly Line[]): number | null {
  const at = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-line]')?.dataset.line : undefined
  const index = Number(at)
  return at !== undefined && index < lines.length ? index : null
}

interface KeyInput {
  lines: readonly Line[]
  cursor: number
  go: (index: number) => void
  toggle: (line: Line | undefined) => void
}

/** WAI-ARIA tree: arrows move, right opens, left closes or goes to the parent. */
function treeKey(event: KeyboardEvent, { lines, cursor, go, toggle }: KeyInput): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target !== event.currentTarget) return false
  const line = lines[cursor]
  const to: Record<string, number> = {
    ArrowDown: cursor + 1,
    ArrowUp: cursor - 1,
    Home: 0,
    End: lines.length - 1,
    PageDown: cursor + 15,
    PageUp: cursor - 15,
  }
  const target = to[event.key]
  if (target !== undefined) go(target)
  else if (event.key === 'Enter' || event.key === ' ') toggle(line)
  else if (event.key === 'ArrowRight') line && !line.open && line.size > 0 ? toggle(line) : go(cursor + 1)
  else if (event.key === 'ArrowLeft')
    line?.open ? toggle(line) : go(lines.findLastIndex((other, at) => at < cursor && other.depth < (line?.depth ?? 0)))
  else return false
  return true
}
