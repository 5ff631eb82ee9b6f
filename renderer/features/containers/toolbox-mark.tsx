import { Copy, Wrench } from 'lucide-react'
import type { Container } from '../../../shared/contract/containers.ts'
import { useT } from '../../i18n/index.ts'
import { escapeControls, Tag } from '../../ui/index.ts'
import css from './containers.module.css'
import { madeFor } from './made-for.ts'

/** Of a toolbox or a copy its beginning gives way first: `toolbox-of-` stands in every one of them. */
export function ContainerName({ row }: { row: Container }) {
  const whose = madeFor(row) === null ? 0 : (/^(toolbox|copy)-of-/.exec(row.name)?.[0].length ?? 0)
  if (whose === 0) return <b>{row.name}</b>
  return (
    <b className={css.made}>
      <span>{row.name.slice(0, whose)}</span>
      <span>{row.name.slice(whose)}</span>
    </b>
  )
}

/** Beside the name of a toolbox or a copy: whose it is. Its words stay readable to a screen reader where they are cut. */
export function ToolboxMark({ row }: { row: Container }) {
  const t = useT()
  const made = madeFor(row)
  if (made === null) return null
  const words = t(`containers.mark.${made.kind}`, { name: escapeControls(made.name, 64) })
  return (
    <span className={css.mark}>
      <Tag icon={made.kind === 'copy' ? Copy : Wrench} title={`${words}. ${t('containers.mark.hint')}`}>
        <span className={css.markText}>{words}</span>
      </Tag>
    </span>
  )
}
