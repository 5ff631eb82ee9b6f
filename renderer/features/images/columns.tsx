import type { Translate } from '../../i18n/index.ts'
import { type Column, escapeControls, Mono, RelativeTime, Tag } from '../../ui/index.ts'
import { reveal } from '../../world/view.ts'
import css from './images.module.css'
import { type ImageRow, nameOf, shortId } from './rows.ts'

/** A name of the engine's, or docker's own word for none. */
function Name({ text, strong = false }: { text: string; strong?: boolean }) {
  if (text === '') return <span className={css.none}>{'<none>'}</span>
  return strong ? <b className={css.repository}>{escapeControls(text, 256)}</b> : escapeControls(text, 256)
}

export function Mark({ row, t }: { row: Pick<ImageRow, 'mark' | 'repository'>; t: Translate }) {
  if (row.mark === null) return null
  return (
    <Tag tone={row.mark === 'official' ? 'ok' : 'neutral'} title={t(`images.mark.${row.mark}.title`)}>
      {t(`images.mark.${row.mark}`)}
    </Tag>
  )
}

/** Selecting by keyboard stays with the row: the link is for the pointer, and the row's menu has the same. */
export function BuiltOn({ row, t }: { row: ImageRow; t: Translate }) {
  if (row.lineage === null) return <span className={css.none}>{'…'}</span>
  const { base } = row.lineage
  if (base === null) return t('images.base')
  return (
    <button
      type="button"
      tabIndex={-1}
      className={css.link}
      title={t('images.revealBase', { name: nameOf(base) })}
      onClick={(event) => {
        event.stopPropagation()
        reveal('images', base.id)
      }}
    >
      {escapeControls(nameOf(base), 256)}
    </button>
  )
}

/** The columns of `docker images`, how many containers use it, and what it stands on. */
export const imageColumns = (t: Translate, bytes: (n: number) => string): Column<ImageRow>[] => [
  {
    ...{ id: 'repository', header: t('images.repository'), width: 230, minWidth: 160, grow: 3, fixed: true },
    value: (row) => row.repository || null,
    tip: (row) => escapeControls(row.repository, 512),
    cell: (row) => (
      <span className={css.name}>
        <Name text={row.repository} strong />
        <Mark row={row} t={t} />
      </span>
    ),
  },
  {
    ...{ id: 'tag', header: t('images.tag'), width: 96, minWidth: 66, grow: 1 },
    value: (row) => row.tag || null,
    tip: (row) => escapeControls(row.tag, 256),
    cell: (row) => <Name text={row.tag} />,
  },
  {
    ...{ id: 'id', header: t('images.id'), width: 118, minWidth: 108, priority: 5 },
    value: (row) => row.image.id,
    tip: (row) => row.image.id,
    cell: (row) => <Mono>{shortId(row.image.id)}</Mono>,
  },
  {
    ...{ id: 'created', header: t('images.created'), width: 132, minWidth: 128, priority: 2, descFirst: true },
    value: (row) => row.image.created || null,
    cell: (row) => (row.image.created === 0 ? t('images.unknown') : <RelativeTime at={row.image.created * 1000} />),
  },
  {
    ...{ id: 'size', header: t('images.size'), width: 88, minWidth: 76, align: 'end' as const, descFirst: true },
    value: (row) => row.image.size,
    cell: (row) => bytes(row.image.size),
  },
  {
    ...{ id: 'containers', header: t('images.containers'), width: 100, minWidth: 94, priority: 3, align: 'end' as const, descFirst: true },
    value: (row) => row.users,
    cell: (row) => (row.users === 0 ? '—' : row.users),
  },
  {
    ...{ id: 'builtOn', header: t('images.builtOn'), width: 160, minWidth: 120, grow: 2, priority: 4 },
    value: (row) => (row.lineage?.base ? nameOf(row.lineage.base) : null),
    tip: (row) => (row.lineage?.base ? nameOf(row.lineage.base) : undefined),
    cell: (row) => <BuiltOn row={row} t={t} />,
  },
]
