import { X } from 'lucide-react'
import { IconButton } from '../icon-button.tsx'
import { Skeleton } from '../progress.tsx'
import { useUiWords } from '../words.tsx'
import type { Arrangement } from './arrange.ts'
import css from './table.module.css'
import type { EntityTableProps } from './types.ts'

const SKELETON_ROWS = 8

/** What stands in the place of rows while there are none. */
export function Filling<T>({ view, props }: { view: Arrangement<T>; props: EntityTableProps<T> }) {
  const words = useUiWords()
  const { rows, loading, empty, noMatch } = props
  if (rows.length === 0 && loading) {
    return (
      <div className={css.filling} role="status" aria-label={words.loading}>
        {Array.from({ length: SKELETON_ROWS }, (_, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike and never move
          <div key={at} className={css.skeleton}>
            <Skeleton width={`${78 - ((at * 17) % 40)}%`} />
          </div>
        ))}
      </div>
    )
  }
  if (rows.length === 0) return empty ? <div className={css.filling}>{empty}</div> : null
  if (view.matching === 0) return <div className={css.filling}>{noMatch ?? <p className={css.none}>{words.noMatches}</p>}</div>
  return null
}

interface BulkBarProps<T> {
  props: EntityTableProps<T>
  rows: () => readonly T[]
  count: number
}

/** Floats over the last rows, so that nothing moves when it comes. */
export function BulkBar<T>({ props, rows, count }: BulkBarProps<T>) {
  const words = useUiWords()
  if (!props.bulkBar || count < 2) return null
  return (
    <div role="toolbar" aria-label={words.selected(count)} className={css.bulk}>
      <span className={css.bulkCount} aria-live="polite">
        {words.selected(count)}
      </span>
      {props.bulkBar(rows())}
      <IconButton icon={X} size="sm" label={words.clearSelection} onClick={() => props.onSelect([])} />
    </div>
  )
}
