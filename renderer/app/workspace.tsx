import { useEffect, useState } from 'react'
import { useT } from '../i18n/index.ts'
import { ErrorBoundary, SplitPane } from '../ui/index.ts'
import { useView } from '../world/view.ts'
import { useTakeover } from './compose.ts'
import { features } from './features.ts'
import { splitStorage } from './kept.ts'
import { featureAt } from './routes.ts'
import css from './shell.module.css'

const INSPECTOR = 430
const INSPECTOR_LEAST = 320
const VIEW_LEAST = 400

/** The view of the current route and, beside it, the inspector of what is selected there. */
export function Workspace() {
  const t = useT()
  const takeover = useTakeover()
  const feature = featureAt(useView((v) => v.route))
  const lead = useView((v) => (feature ? v.selected[feature.id]?.at(-1) : undefined))
  const wide = useWidth()
  const { View, Inspector } = feature ?? {}
  const view = (
    <main id="main" tabIndex={-1} className={css.view}>
      <Banners />
      <ErrorBoundary label={`view ${feature?.id ?? ''}`} resetKeys={[feature?.id]}>
        {takeover ?? (View ? <View /> : null)}
      </ErrorBoundary>
    </main>
  )
  const inspector =
    takeover === null && Inspector && lead !== undefined ? (
      <aside className={css.inspector} aria-label={t('app.inspector')}>
        <ErrorBoundary label={`inspector ${feature?.id ?? ''}`} resetKeys={[feature?.id, lead]}>
          <Inspector key={lead} id={lead} />
        </ErrorBoundary>
      </aside>
    ) : null
  return (
    <SplitPane
      direction="horizontal"
      storageKey="inspector"
      storage={splitStorage}
      label={t('app.resizeInspector')}
      secondSize={Math.round(Math.max(INSPECTOR_LEAST, Math.min(INSPECTOR, wide * 0.38)))}
      minFirst={VIEW_LEAST}
      minSecond={INSPECTOR_LEAST}
      first={view}
      second={inspector}
    />
  )
}

/** What is to be said above every view: that it is not live, say. */
function Banners() {
  return features.map(({ id, Banner }) =>
    Banner ? (
      <ErrorBoundary key={id} label={`${id} banner`} fallback={() => null}>
        <Banner />
      </ErrorBoundary>
    ) : null,
  )
}

function useWidth(): number {
  const [width, setWidth] = useState(innerWidth)
  useEffect(() => {
    const measure = () => setWidth(innerWidth)
    addEventListener('resize', measure)
    return () => removeEventListener('resize', measure)
  }, [])
  return width
}
