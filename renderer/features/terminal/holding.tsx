import { useT } from '../../i18n/index.ts'
import { useBytes } from '../../i18n/quantities.ts'
import { ProgressBar } from '../../ui/index.ts'
import type { Mode } from './form-draft.ts'
import css from './terminal.module.css'

/** While the files of a container that does not run are copied. How many there are nobody knows before: they are counted as they go. */
export function Holding({ mode, name, bytes }: { mode: Mode; name: string; bytes: number }) {
  const t = useT()
  const size = useBytes()
  const doing = t(mode === 'copy' ? 'terminal.makingCopy' : 'terminal.copyingFiles', { name })
  return (
    <div className={css.holding}>
      <span role="status">{doing}</span>
      {bytes === 0 ? null : <span className={css.figure}>{t('terminal.copiedSoFar', { size: size(bytes) })}</span>}
      <ProgressBar label={doing} value={null} size="md" />
    </div>
  )
}
