import type { ReactNode } from 'react'
import { errorText } from '../../i18n/error-text.ts'
import { useT } from '../../i18n/index.ts'
import { Button, EmptyState, Skeleton } from '../../ui/index.ts'
import css from './inspector.module.css'
import type { Loaded } from './use-inspect.ts'

/** What is asked for when it is looked at: grey lines, the failure with a way to try again, or the thing. */
export function LoadedView<T>({ loaded, children }: { loaded: Loaded<T>; children: (value: T) => ReactNode }) {
  const t = useT()
  if (loaded.state === 'loading')
    return (
      <div className={css.loading}>
        <Skeleton lines={8} height={14} />
      </div>
    )
  if (loaded.state === 'ready') return children(loaded.value)
  const { text, todo, detail } = errorText(loaded.error, t)
  return (
    <EmptyState
      size="sm"
      tone="bad"
      title={text}
      body={[todo, detail ?? ''].join(' ').trim()}
      actions={<Button onClick={loaded.retry}>{t('images.retry')}</Button>}
    />
  )
}
