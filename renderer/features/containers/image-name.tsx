import type { Container } from '../../../shared/contract/containers.ts'
import { useT } from '../../i18n/index.ts'
import { escapeControls, Mono, Tag } from '../../ui/index.ts'
import css from './containers.module.css'

/** The engine answers an id in place of the name once the tag names another image. */
export const hasMoved = ({ image, imageId }: Pick<Container, 'image' | 'imageId'>): boolean =>
  /^sha256:[a-f0-9]{12,}/.test(image) || (image !== '' && image === imageId)

export const shortId = (id: string): string => id.replace(/^sha256:/, '').slice(0, 12)

export function ImageName({ row }: { row: Container }) {
  const t = useT()
  if (!hasMoved(row)) return escapeControls(row.image, 256)
  return (
    <span className={css.image}>
      <Mono>{shortId(row.image)}</Mono>
      <Tag tone="warn">{t('containers.overview.moved')}</Tag>
    </span>
  )
}
