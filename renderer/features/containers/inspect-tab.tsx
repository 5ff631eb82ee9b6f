import { Eye, EyeOff } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useT } from '../../i18n/index.ts'
import { Button, CopyButton, JsonTree } from '../../ui/index.ts'
import css from './inspector.module.css'
import { maskSecrets } from './secrets.ts'

/** The engine's document, folded and searchable. What is masked is masked in every copy too. */
export function InspectTab({ raw }: { raw: unknown }) {
  const t = useT()
  const [shown, setShown] = useState(false)
  const value = useMemo(() => (shown ? raw : maskSecrets(raw)), [raw, shown])
  return (
    <div className={css.inspect}>
      <div className={css.inspectBar}>
        <Button size="sm" variant="ghost" icon={shown ? EyeOff : Eye} onClick={() => setShown(!shown)}>
          {t(shown ? 'containers.inspect.mask' : 'containers.inspect.reveal')}
        </Button>
        <CopyButton showLabel label={t('containers.inspect.copy')} text={() => JSON.stringify(value, null, 2)} />
      </div>
      <div className={css.tree}>
        <JsonTree value={value} label={t('containers.inspect.label')} />
      </div>
    </div>
  )
}
