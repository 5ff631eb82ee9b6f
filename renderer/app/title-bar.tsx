import { Search } from 'lucide-react'
import { useT } from '../i18n/index.ts'
import { ErrorBoundary, Kbd } from '../ui/index.ts'
import { features } from './features.ts'
import css from './shell.module.css'

export function TitleBar({ onSearch }: { onSearch: () => void }) {
  const t = useT()
  return (
    <header className={css.title}>
      <div className={css.titleStart}>
        {features.map(({ id, HostChip }) =>
          HostChip ? (
            <ErrorBoundary key={id} label="host chip" fallback={() => null}>
              <HostChip />
            </ErrorBoundary>
          ) : null,
        )}
      </div>
      <button type="button" className={css.search} onClick={onSearch} aria-haspopup="dialog" aria-keyshortcuts="Control+K">
        <Search aria-hidden size={14} />
        <span>{t('app.search')}</span>
        <span aria-hidden>
          <Kbd keys="Ctrl K" />
        </span>
      </button>
      <div className={css.titleEnd}>
        {features.map(({ id, Activity }) =>
          Activity ? (
            <ErrorBoundary key={id} label={`${id} activity`} fallback={() => null}>
              <Activity />
            </ErrorBoundary>
          ) : null,
        )}
      </div>
    </header>
  )
}
