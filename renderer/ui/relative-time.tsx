import { useEffect, useReducer } from 'react'
import { formatAgo, formatDuration, untilNextChange } from './age.ts'
import css from './text.module.css'
import { useUiWords } from './words.tsx'

export interface RelativeTimeProps {
  /** Milliseconds since the epoch. */
  at: number
  mode?: 'ago' | 'duration'
  /** Milliseconds since the epoch: its age then, and no older. Null or absent: now. */
  asOf?: number | null
}

/** Ticks by itself, and only itself: the row it stands in is not drawn again. Sleeps while hidden. */
export function RelativeTime({ at, mode = 'ago', asOf = null }: RelativeTimeProps) {
  const { locale } = useUiWords()
  const [, tick] = useReducer((n: number) => n + 1, 0)
  const age = (asOf ?? Date.now()) - at
  useEffect(() => {
    if (asOf !== null) return
    let timer: ReturnType<typeof setTimeout>
    const wait = () => {
      timer = setTimeout(
        () => {
          if (!document.hidden) tick()
          wait()
        },
        untilNextChange(Date.now() - at),
      )
    }
    wait()
    return () => clearTimeout(timer)
  }, [at, asOf])
  const text = mode === 'ago' ? formatAgo(age, locale) : formatDuration(age, locale)
  return (
    <time className={css.time} dateTime={new Date(at).toISOString()} title={new Date(at).toLocaleString(locale)}>
      {text}
    </time>
  )
}
