import { TriangleAlert } from 'lucide-react'
import { Component, type ErrorInfo, type ReactNode } from 'react'
import { Button } from './button.tsx'
import { EmptyState } from './empty-state.tsx'
import { escapeControls } from './escape-controls.ts'
import css from './frame.module.css'
import { useUiWords } from './words.tsx'

export interface ErrorBoundaryProps {
  /** Names the area in the console. */
  label: string
  /** A change in any of these tries again by itself, e.g. the selected id. */
  resetKeys?: readonly unknown[]
  fallback?: (error: Error, retry: () => void) => ReactNode
  children: ReactNode
}

interface State {
  error: Error | null
  keys: readonly unknown[]
}

/** A fault in one area of the window stays in that area. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, State> {
  override state: State = { error: null, keys: this.props.resetKeys ?? [] }

  static getDerivedStateFromError(error: unknown): Partial<State> {
    return { error: error instanceof Error ? error : new Error(String(error)) }
  }

  static getDerivedStateFromProps(props: ErrorBoundaryProps, state: State): Partial<State> | null {
    const keys = props.resetKeys ?? []
    const same = keys.length === state.keys.length && keys.every((key, at) => Object.is(key, state.keys[at]))
    return same ? null : { keys, error: null }
  }

  override componentDidCatch(error: Error, info: ErrorInfo) {
    // biome-ignore lint/suspicious/noConsole: the one place where a fault of the page is written down
    console.error(`[${this.props.label}]`, error, info.componentStack)
  }

  retry = () => this.setState({ error: null })

  override render() {
    const { error } = this.state
    if (!error) return this.props.children
    if (this.props.fallback) return this.props.fallback(error, this.retry)
    return <Broken error={error} retry={this.retry} />
  }
}

function Broken({ error, retry }: { error: Error; retry: () => void }) {
  const words = useUiWords()
  return (
    <div role="alert" className={css.broken}>
      <EmptyState
        icon={TriangleAlert}
        tone="bad"
        size="sm"
        title={words.somethingBroke}
        body={<pre className={css.stack}>{escapeControls(error.message, 1024)}</pre>}
        actions={<Button onClick={retry}>{words.tryAgain}</Button>}
      />
    </div>
  )
}
