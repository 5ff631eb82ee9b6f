import { lazy, type ReactNode, Suspense, useState } from 'react'
import type { LogFound } from '../../../../shared/contract/logs-search.ts'
import type { LogPattern } from '../../../../shared/log-pattern.ts'
import type { LogTarget } from '../target.ts'
import css from './search.module.css'
import type { Also, SearchTarget } from './search-target.ts'
import type { Whole } from './whole.ts'

// Only some logs are searched whole: loaded when one is.
const SearchPanel = lazy(async () => ({ default: (await import('./search-panel.tsx')).SearchPanel }))
const AroundView = lazy(async () => ({ default: (await import('./around-view.tsx')).AroundView }))

type Props = {
  whole: Whole
  targets: readonly SearchTarget[]
  also?: Also | undefined
  active: boolean
  /** What to look for in whole logs; null: no search is open. */
  seed: LogPattern | null
  onClose?: () => void
  /** The log that is shown; without one the search has all the room until a match is opened. */
  children?: ReactNode
}

/** A log, with the search over whole logs beside it and the place of a chosen match over it. */
export function SearchBeside({ whole, targets, also, active, seed, onClose, children }: Props) {
  const [place, setPlace] = useState<{ found: LogFound; target: LogTarget; pattern: LogPattern } | null>(null)
  const close =
    onClose &&
    (() => {
      setPlace(null)
      onClose()
    })
  return (
    <div className={css.body}>
      <div className={css.split}>
        {children === undefined && place === null ? null : (
          <div className={css.log}>
            <div className={css.live} inert={place !== null}>
              {children}
            </div>
            <Suspense>
              {place === null ? null : <AroundView whole={whole} {...place} active={active} onClose={() => setPlace(null)} />}
            </Suspense>
          </div>
        )}
        {seed === null ? null : (
          <Suspense>
            <SearchPanel
              whole={whole}
              targets={targets}
              also={also}
              initial={seed}
              onOpen={(found, target, pattern) => setPlace({ found, target, pattern })}
              onClose={close}
            />
          </Suspense>
        )}
      </div>
    </div>
  )
}
