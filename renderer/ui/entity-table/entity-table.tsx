import { type CSSProperties, useCallback, useId, useImperativeHandle, useMemo, useRef, useState } from 'react'
import { cx } from '../cx.ts'
import { MenuAt } from '../menu.tsx'
import { type Arrangement, arrange } from './arrange.ts'
import { Body, domIdOf } from './body.tsx'
import { ColumnsMenu, useColumnsMenu } from './columns-menu.ts'
import { Header } from './header.tsx'
import { useKeys } from './keys.ts'
import { Part } from './part.tsx'
import { BulkBar, Filling } from './slots.tsx'
import css from './table.module.css'
import type { EntityTableProps } from './types.ts'
import { useCursor } from './use-cursor.ts'
import { useLayout, useWidth } from './use-layout.ts'
import { usePointer } from './use-pointer.ts'
import { ROW_HEIGHT, useReport, useRows } from './use-rows.ts'

/**
 * One table for every noun: an ARIA grid with virtual rows whose focus is its active descendant.
 * Selection is the owner's; cursor, sort, widths, folded groups are its own (kept by `storage`).
 */
export function EntityTable<T>(props: EntityTableProps<T>) {
  const { label, rows, rowId, rowName, columns, selected, onSelect, loading = false } = props
  const gridId = useId()
  const [grid, setGrid] = useState<HTMLDivElement | null>(null)
  const layout = useLayout(columns, props.storage, initialSort(props), useWidth(grid))
  const view = useArrangement(props, layout.layout)
  const byId = useMemo(() => new Map(rows.map((row) => [rowId(row), row])), [rows, rowId])
  const chosen = useMemo(() => new Set(selected), [selected])
  const cursorAt = useRef(-1)
  const virtual = useRows(view.items, grid, cursorAt)
  useReport(virtual, view.items, props.onVisibleRowsChange)

  const exists = useCallback((id: string) => byId.has(id), [byId])
  const cursor = useCursor({ view, selected, onSelect, exists, loading, scrollTo: virtual.reveal })
  cursorAt.current = cursor.index
  const picked = () => selected.flatMap((id) => byId.get(id) ?? [])
  const menu = useColumnsMenu(columns, layout)
  const pointer = usePointer({ grid, view, byId, cursor, selected, props, fold: layout.fold, columnsMenu: menu })
  const keyDown = useKeys({
    view,
    cursor,
    selected,
    onSelect,
    rowName,
    page: () => Math.max(1, Math.floor((grid?.clientHeight ?? 0) / ROW_HEIGHT) - 2),
    activate: (row) => props.onActivate?.(row),
    remove: () => (selected.length > 0 ? props.onDelete?.(picked()) : undefined),
    unfilter: () => props.onUnfilter?.() === true,
    openMenu: () => pointer.openAtCursor(domIdOf(gridId, cursor.item)),
    fold: layout.fold,
  })
  const reveal = (id: string) => cursor.pick(id, 'only')
  const first = () => {
    if (view.items.length === 0) return false
    grid?.focus()
    // Where all of them stand in folded groups, to the first of those.
    return cursor.move(
      Math.max(
        0,
        view.items.findIndex(({ kind }) => kind === 'row'),
      ),
      'only',
    )
  }
  useImperativeHandle(props.handle, () => ({ focus: () => grid?.focus(), first, reveal, columnsMenu: menu }))

  const checked = chosen.size === 0 ? 'none' : view.ids.length > 0 && view.ids.every((id) => chosen.has(id)) ? 'all' : 'some'
  return (
    <div className={css.table}>
      <Part
        ref={setGrid}
        role="grid"
        tabIndex={0}
        aria-label={label}
        aria-multiselectable
        aria-busy={loading || undefined}
        aria-rowcount={view.items.length + 1}
        aria-colcount={layout.visible.length + 2}
        aria-activedescendant={domIdOf(gridId, cursor.item)}
        className={cx(css.grid, selected.length > 1 && props.bulkBar && css.withBar)}
        style={{ '--cols': layout.template } as CSSProperties}
        onKeyDown={keyDown}
        {...pointer.handlers}
      >
        <Part role="rowgroup" className={css.head}>
          <Header
            columns={layout.visible}
            widths={layout.widths}
            sort={layout.layout.sort}
            onSort={layout.sortBy}
            onResize={layout.resize}
            columnsMenu={menu}
            checked={checked}
            onCheckAll={() => onSelect(checked === 'all' ? [] : [...view.ids])}
          />
        </Part>
        <Body {...{ gridId, view, virtual, chosen, cursor, props, columns: layout.visible, hovered: pointer.hovered }} />
      </Part>
      <Filling view={view} props={props} />
      <BulkBar props={props} rows={picked} count={selected.length} />
      <MenuAt
        at={pointer.menu?.at ?? null}
        items={pointer.menu?.items ?? ColumnsMenu.none}
        onClose={pointer.closeMenu}
        finalFocus={pointer.gridRef}
      />
    </div>
  )
}

function initialSort<T>({ defaultSort, columns }: EntityTableProps<T>) {
  if (!defaultSort) return null
  const column = columns.find(({ id }) => id === defaultSort.column)
  return column ? { column: column.id, desc: defaultSort.desc ?? false } : null
}

function useArrangement<T>(
  props: EntityTableProps<T>,
  layout: { sort: Parameters<typeof arrange>[0]['sort']; folded: string[] },
): Arrangement<T> {
  const { rows, rowId, columns, filter, group, sortVersion } = props
  const folded = useMemo(() => new Set(layout.folded), [layout.folded])
  // biome-ignore lint/correctness/useExhaustiveDependencies: sortVersion says that values outside the rows changed
  return useMemo(
    () => arrange({ rows, rowId, columns, sort: layout.sort, filter, group, folded }),
    [rows, rowId, columns, layout.sort, filter, group, folded, sortVersion],
  )
}
