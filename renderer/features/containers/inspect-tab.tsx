import { maskValue } from '../../../shared/secrets.ts'
import { useT } from '../../i18n/index.ts'
import { JsonTree } from '../../ui/index.ts'
import css from './inspector.module.css'

/** The engine's document, folded and searchable. What is masked is masked in every copy too. */
export function InspectTab({ raw }: { raw: unknown }) {
  const t = useT()
  return (
    <div className={css.tree}>
      <JsonTree value={raw} label={t('containers.inspect.label')} mask={maskValue} />
    </div>
  )
}
