import { LoaderCircle } from 'lucide-react'
import { cx } from './cx.ts'
import css from './marks.module.css'
import { useUiWords } from './words.tsx'

export interface ProgressBarProps {
  label: string
  /** 0..1, or null while nobody can tell. */
  value: number | null
  tone?: 'accent' | 'ok' | 'bad'
  size?: 'sm' | 'md'
}

export function ProgressBar({ label, value, tone = 'accent', size = 'sm' }: ProgressBarProps) {
  const share = value === null ? null : Math.min(1, Math.max(0, value))
  return (
    <span
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={share === null ? undefined : Math.round(share * 100)}
      className={cx(css.progress, size === 'md' && css.md)}
    >
      <span
        className={cx(css.bar, tone === 'ok' && css.barOk, tone === 'bad' && css.barBad, share === null && css.unknown)}
        style={share === null ? undefined : { transform: `scaleX(${share})` }}
      />
    </span>
  )
}

export function Spinner({ label }: { label?: string }) {
  const words = useUiWords()
  return (
    <span role="status" aria-label={label ?? words.loading} className={css.spinner}>
      <LoaderCircle aria-hidden />
    </span>
  )
}

/** Grey bars in the place of text that is on its way; hidden from assistive technology. */
export function Skeleton({ width, height, lines = 1 }: { width?: number | string; height?: number; lines?: number }) {
  const bar = (at: number) => <span key={at} className={css.skeleton} style={{ width: width ?? `${90 - ((at * 23) % 45)}%`, height }} />
  return (
    <span aria-hidden className={css.skeletons}>
      {Array.from({ length: lines }, (_, at) => bar(at))}
    </span>
  )
}
