import type { ComponentType } from 'react'
import { ErrorBoundary } from '../ui/index.ts'
import { useLink } from '../world/link.ts'
import css from './boot.module.css'
import { LinkNotice } from './link-notice.tsx'
import { Refused } from './refused.tsx'

/** The app, or how to get in; nothing while the first connection is being made, which takes a few milliseconds. */
export function Root({ App }: { App: ComponentType }) {
  const { state, entered } = useLink()
  if (state === 'refused') return <Refused />
  return (
    <div className={css.frame}>
      <LinkNotice />
      {entered ? (
        <div className={css.app}>
          <ErrorBoundary label="Gantry">
            <App />
          </ErrorBoundary>
        </div>
      ) : null}
    </div>
  )
}
