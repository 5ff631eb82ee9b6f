import type { Image } from '../../../shared/contract/images.ts'
import { maskValue } from '../../../shared/secrets.ts'
import { useT } from '../../i18n/index.ts'
import { JsonTree } from '../../ui/index.ts'
import css from './inspector.module.css'
import { LoadedView } from './loaded-view.tsx'
import { useInspect } from './use-inspect.ts'

export function InspectTab({ image }: { image: Image }) {
  const t = useT()
  const loaded = useInspect(image)
  return (
    <LoadedView loaded={loaded}>
      {(value) => (
        <div className={css.fill}>
          <JsonTree value={value} label={t('images.inspect')} mask={maskValue} />
        </div>
      )}
    </LoadedView>
  )
}
