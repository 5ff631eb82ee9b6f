import type { EntityTableProps } from './types.ts'
export function EntityTable<T>(_props: EntityTableProps<T>) {
  return null
}
