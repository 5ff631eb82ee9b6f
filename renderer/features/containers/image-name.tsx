import type { Container } from '../../../shared/contract/containers.ts'
import { useT } from '../../i18n/index.ts'
import { escapeControls, Mono, Tag } from '../../ui/index.ts'
import css from './containers.module.css'
import { madeFor } from './made-for.ts'

/** The engine answers an id in place of the name once the tag names another image. */
export const hasMoved = ({ image, imageId }: Pick<Container, 'image' | 'imageId'>): boolean =>
  /^sha256:[a-f0-9]{12,}/.test(image) || (image !== '' && image === imageId)

export const shortId = (id: string): string => id.replace(/^sha256:/, '').slice(0, 12)

export function ImageName({ row }: { row: Container }) {
  const t = useT()
  if (!hasMoved(row)) return escapeControls(row.image, 256)
  // A copy is made of an image that never had a tag.
  if (madeFor(row) !== null) return <Mono>{shortId(row.image)}</Mono>
  return (
    <span className={css.image}>
      <Mono>{shortId(row.image)}</Mono>
      <Tag tone="warn" title={t('containers.overview.moved')}>
        <span className={css.markText}>{t('containers.overview.moved')}</span>
      </Tag>
    </span>
  )
}
