import { ArrowDown, ArrowUp, Columns3 } from 'lucide-react'
import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react'
import { cx } from '../cx.ts'
import field from '../field.module.css'
import { MenuButton } from '../menu.tsx'
import type { MenuItem } from '../menu-item.ts'
import { useUiWords } from '../words.tsx'
import { MIN_WIDTH } from './columns.ts'
import { Part } from './part.tsx'
import css from './table.module.css'
import type { Column, Sort } from './types.ts'

const KEY_STEP = 16

export interface HeaderProps<T> {
  columns: readonly Column<T>[]
  widths: readonly number[]
  sort: Sort | null
  onSort: (column: Column<T>) => void
  onResize: (column: string, width: number) => void
  columnsMenu: () => readonly MenuItem[]
  /** None, some or all of the rows are selected. */
  checked: 'none' | 'some' | 'all'
  onCheckAll: () => void
}

export function Header<T>(props: HeaderProps<T>) {
  const { columns, columnsMenu, checked, onCheckAll } = props
  const words = useUiWords()
  const [stop, setStop] = useState(0)
  const mark = (box: HTMLInputElement | null) => {
    if (box) box.indeterminate = checked === 'some'
  }
  return (
    <Part role="row" aria-rowindex={1} className={css.header}>
      <Part role="columnheader" className={css.lead}>
        <input
          ref={mark}
          type="checkbox"
          tabIndex={-1}
          checked={checked === 'all'}
          onChange={onCheckAll}
          aria-label={words.selectAll}
          className={field.box}
        />
      </Part>
      {columns.map((column, at) => (
        <HeaderCell key={column.id} {...props} column={column} at={at} stop={Math.min(stop, columns.length - 1) === at} onStop={setStop} />
      ))}
      <Part role="columnheader" className={css.tail}>
        <MenuButton icon={Columns3} label={words.columns} hideLabel size="sm" align="end" items={columnsMenu} />
      </Part>
    </Part>
  )
}

interface CellProps<T> extends HeaderProps<T> {
  column: Column<T>
  at: number
  /** The one header that Tab reaches; the arrows go on from it. */
  stop: boolean
  onStop: (at: number) => void
}

function HeaderCell<T>({ column, at, stop, onStop, widths, sort, onSort, onResize }: CellProps<T>) {
  const words = useUiWords()
  const sortable = column.value !== undefined || column.compare !== undefined
  const dir = sort?.column === column.id ? (sort.desc ? 'descending' : 'ascending') : undefined
  const width = widths[at] ?? column.width
  const keyDown = (event: KeyboardEvent<HTMLButtonElement>) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    if (step === 0) return
    event.preventDefault()
    if (event.shiftKey) return onResize(column.id, Math.max(MIN_WIDTH / 2, width + step * KEY_STEP))
    const buttons = [...(event.currentTarget.closest('[role=row]')?.querySelectorAll<HTMLElement>('[data-head]') ?? [])]
    buttons[buttons.indexOf(event.currentTarget) + step]?.focus()
  }
  return (
    <Part
      role="columnheader"
      aria-sort={dir ?? (sortable ? 'none' : undefined)}
      className={cx(css.headCell, column.align === 'end' && css.end, at === 0 && css.first)}
    >
      <button
        type="button"
        data-head
        tabIndex={stop ? 0 : -1}
        aria-disabled={!sortable || undefined}
        className={css.headButton}
        onClick={() => (sortable ? onSort(column) : undefined)}
        onFocus={() => onStop(at)}
        onKeyDown={keyDown}
      >
        <span>{column.header}</span>
        {dir === 'ascending' ? <ArrowUp aria-hidden /> : dir === 'descending' ? <ArrowDown aria-hidden /> : null}
      </button>
      <Handle label={words.resizeColumn(column.header)} width={width} onResize={(to) => onResize(column.id, to)} />
    </Part>
  )
}

function Handle({ label, width, onResize }: { label: string; width: number; onResize: (width: number) => void }) {
  const from = useRef<{ x: number; width: number } | null>(null)
  const down = (event: PointerEvent<HTMLSpanElement>) => {
    event.preventDefault()
    event.currentTarget.setPointerCapture(event.pointerId)
    from.current = { x: event.clientX, width }
  }
  const move = (event: PointerEvent<HTMLSpanElement>) => {
    if (from.current) onResize(Math.max(MIN_WIDTH / 2, from.current.width + event.clientX - from.current.x))
  }
  const up = () => {
    from.current = null
  }
  // The keyboard resizes from the header button (Shift with the arrows); this is for the pointer.
  return (
    <span
      title={`${label} · Shift ← →`}
      className={css.handle}
      onPointerDown={down}
      onPointerMove={move}
      onPointerUp={up}
      onPointerCancel={up}
    />
  )
}
