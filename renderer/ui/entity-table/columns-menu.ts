import { useCallback } from 'react'
import type { MenuItem } from '../menu-item.ts'
import { useUiWords } from '../words.tsx'
import type { Column } from './types.ts'
import { chosenColumns, type LayoutState } from './use-layout.ts'

const none: readonly MenuItem[] = []
export const ColumnsMenu = { none }

/** Which columns are shown, and the way back. */
export function useColumnsMenu<T>(columns: readonly Column<T>[], { layout, show, reset }: LayoutState<T>): () => readonly MenuItem[] {
  const words = useUiWords()
  return useCallback(
    () => [
      { kind: 'heading', id: 'columns', label: words.columns },
      ...chosenColumns(columns, layout).map(
        (column): MenuItem => ({ ...column, kind: 'check', onChange: (checked) => show(column.id, checked) }),
      ),
      { kind: 'separator', id: 'line' },
      { id: 'reset', label: words.resetColumns, onSelect: reset },
    ],
    [columns, layout, show, reset, words],
  )
}
