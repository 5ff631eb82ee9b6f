import { ErrorBoundary } from '../ui/index.ts'
import { features } from './features.ts'

/** The features' dialogs and listeners. One that breaks must not take the others along, nor draw into the page's flow. */
export function Overlays() {
  return features.map(({ id, Overlay }) =>
    Overlay ? (
      <ErrorBoundary key={id} label={`${id} overlay`} fallback={() => null}>
        <Overlay />
      </ErrorBoundary>
    ) : null,
  )
}
