import type { Arrangement, Item } from './arrange.ts'
import { Part } from './part.tsx'
import { GroupRow, Row } from './row.tsx'
import css from './table.module.css'
import type { Column, EntityTableProps } from './types.ts'
import type { Cursor } from './use-cursor.ts'
import { HEADER_HEIGHT, type VirtualRows } from './use-rows.ts'

/** The DOM id of an item: ids come from outside and may hold anything, also spaces. */
export function domIdOf<T>(gridId: string, item: Item<T> | undefined): string | undefined {
  return item ? `${gridId}${encodeURIComponent(item.key)}` : undefined
}

interface BodyProps<T> {
  gridId: string
  view: Arrangement<T>
  virtual: VirtualRows
  chosen: ReadonlySet<string>
  cursor: Cursor<T>
  props: EntityTableProps<T>
  columns: readonly Column<T>[]
  hovered: string | null
}

export function Body<T>({ gridId, view, virtual, chosen, cursor, props, columns, hovered }: BodyProps<T>) {
  const { rowName, rowActions, rowTone, group } = props
  if (view.items.length === 0) return null
  return (
    <Part role="rowgroup" className={css.body} style={{ height: virtual.height - HEADER_HEIGHT }}>
      {virtual.items.map(({ index, start }) => {
        const item = view.items[index]
        if (!item) return null
        const shared = { domId: domIdOf(gridId, item) ?? '', index, top: start - HEADER_HEIGHT, current: index === cursor.index }
        if (item.kind === 'group')
          return <GroupRow key={item.key} {...shared} item={item} span={columns.length + 2} actions={group?.actions} />
        return (
          <Row
            key={item.key}
            {...shared}
            id={item.id}
            name={rowName(item.row)}
            row={item.row}
            selected={chosen.has(item.id)}
            tone={rowTone?.(item.row)}
            columns={columns}
            actions={rowActions && (hovered === item.id || shared.current) ? rowActions : undefined}
          />
        )
      })}
    </Part>
  )
}
