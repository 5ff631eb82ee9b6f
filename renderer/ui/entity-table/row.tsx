import { ChevronDown, ChevronRight } from 'lucide-react'
import { memo, type ReactNode } from 'react'
import { cx } from '../cx.ts'
import { escapeControls } from '../escape-controls.ts'
import field from '../field.module.css'
import { useUiWords } from '../words.tsx'
import type { GroupItem } from './arrange.ts'
import { Part } from './part.tsx'
import css from './table.module.css'
import type { Column } from './types.ts'

export interface RowProps<T> {
  domId: string
  id: string
  name: string
  row: T
  /** Position from the top, 0-based; the header is row 1 to assistive technology. */
  index: number
  top: number
  selected: boolean
  current: boolean
  tone: 'dim' | undefined
  columns: readonly Column<T>[]
  actions: ((row: T) => ReactNode) | undefined
}

function PlainRow<T>(props: RowProps<T>) {
  const { domId, id, name, row, index, top, selected, current, tone, columns, actions } = props
  const words = useUiWords()
  const shown = escapeControls(name, 256)
  return (
    <Part
      role="row"
      id={domId}
      data-table-row={id}
      data-tone={tone}
      aria-rowindex={index + 2}
      aria-selected={selected}
      aria-label={shown}
      className={cx(css.row, selected && css.selected, current && css.current)}
      style={{ transform: `translateY(${top}px)` }}
    >
      <Part role="gridcell" className={css.lead}>
        <input
          type="checkbox"
          tabIndex={-1}
          readOnly
          data-table-select
          checked={selected}
          aria-label={words.select(shown)}
          className={field.box}
        />
      </Part>
      {columns.map((column, at) => (
        <Cell key={column.id} column={column} row={row} first={at === 0} />
      ))}
      {actions ? (
        <Part role="gridcell" className={css.actions}>
          {actions(row)}
        </Part>
      ) : null}
    </Part>
  )
}

function Cell<T>({ column, row, first }: { column: Column<T>; row: T; first: boolean }) {
  return (
    <Part
      role={first ? 'rowheader' : 'gridcell'}
      className={cx(css.cell, column.align === 'end' && css.end, first && css.first)}
      title={column.tip?.(row)}
    >
      {column.cell(row)}
    </Part>
  )
}

/** Drawn again only when its object, place or selection changes. */
export const Row = memo(PlainRow) as typeof PlainRow

export interface GroupRowProps {
  domId: string
  item: Omit<GroupItem, 'ids'>
  index: number
  top: number
  current: boolean
  span: number
  actions: ((key: string | null) => ReactNode) | undefined
}

function PlainGroupRow({ domId, item, index, top, current, span, actions }: GroupRowProps) {
  const Glyph = item.folded ? ChevronRight : ChevronDown
  const label = escapeControls(item.label, 256)
  return (
    <Part
      role="row"
      id={domId}
      data-table-group={item.key}
      aria-rowindex={index + 2}
      aria-label={label}
      className={cx(css.group, current && css.current)}
      style={{ transform: `translateY(${top}px)` }}
    >
      <Part role="gridcell" aria-colspan={span} className={css.groupCell}>
        <button type="button" tabIndex={-1} aria-expanded={!item.folded} className={css.groupButton}>
          <Glyph aria-hidden />
          {label}
        </button>
        {actions === undefined ? null : (
          <span className={css.groupActions} data-table-own>
            {actions(item.group)}
          </span>
        )}
      </Part>
    </Part>
  )
}

export const GroupRow = memo(
  PlainGroupRow,
  (a, b) =>
    a.top === b.top &&
    a.index === b.index &&
    a.current === b.current &&
    a.span === b.span &&
    a.actions === b.actions &&
    a.domId === b.domId &&
    a.item.label === b.item.label &&
    a.item.folded === b.item.folded,
)
