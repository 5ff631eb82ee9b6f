import type { ReactNode } from 'react'
import { CopyButton } from './copy-button.tsx'
import { cx } from './cx.ts'
import { escapeControls } from './escape-controls.ts'
import css from './frame.module.css'
import text from './text.module.css'

export interface KeyValueRow {
  key: string
  value: ReactNode
  /** The React key where two rows are called the same. */
  id?: string
  mono?: boolean
  /** Adds a button that copies exactly this. */
  copy?: string
}

/** A description list. String values are shown escaped (hidden characters made visible). */
export function KeyValue({ rows }: { rows: readonly KeyValueRow[] }) {
  return (
    <dl className={css.kv}>
      {rows.map((row) => (
        <Row key={row.id ?? row.key} row={row} />
      ))}
    </dl>
  )
}

function Row({ row }: { row: KeyValueRow }) {
  return (
    <>
      <dt>{escapeControls(row.key, 256)}</dt>
      <dd className={cx(row.mono && text.mono)}>
        {typeof row.value === 'string' ? escapeControls(row.value) : row.value}
        {row.copy === undefined ? null : <CopyButton text={row.copy} />}
      </dd>
    </>
  )
}

export function KeyValueSection({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={css.section} aria-label={title}>
      <h3>{title}</h3>
      {children}
    </section>
  )
}
