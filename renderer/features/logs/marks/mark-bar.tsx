import { type MouseEvent, useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { useT } from '../../../i18n/index.ts'
import { Tooltip } from '../../../ui/index.ts'
import type { LogSession } from '../session.ts'
import type { LogPane } from '../view/pane.ts'
import { ROW } from '../view/viewport.ts'
import css from './marks.module.css'
import { type Slots, slotsOf } from './places.ts'
import type { LogMarks } from './use-marks.ts'

/** A mark needs so many pixels of height, and is hit from so many away. */
const [EACH, NEAR] = [3, 5]
/** Found lines are marked at the very edge. */
const EDGE = 6

/** Each kind in its lane and of its own shape: a wedge, a thin dash, a block. */
const SHAPES = {
  notice: (y: number) => `M0 ${String(y - 1)}l4 2.5l-4 2.5z`,
  warn: (y: number) => `M5 ${String(y)}h3v2h-3z`,
  error: (y: number) => `M9 ${String(y - 1)}h4v4h-4z`,
} as const
const KINDS = ['notice', 'warn', 'error'] as const

type Props = { session: LogSession; pane: LogPane | null; marks: LogMarks; sifted: string }

/** Where in the log its warnings, errors and notices lie, for the mouse: F8 steps through them. `sifted` changes with the lines that are shown. */
export function MarkBar({ session, pane, marks, sifted }: Props) {
  const known = useSyncExternalStore(marks.kinds.onChange, () => marks.kinds.version)
  const { height, bar } = useSize(pane)
  const count = Math.max(1, Math.floor(height / EACH))
  // biome-ignore lint/correctness/useExhaustiveDependencies: they are new whenever the log or what is known of it moved on
  const slots = useMemo(() => {
    // A log that is seen whole needs no map.
    if (pane === null || height === 0 || (pane.sight.end - pane.sight.first) * ROW <= height) return null
    return slotsOf(session.store, marks.kinds, pane.sight, count)
  }, [pane, session, marks.kinds, known, sifted, height, count])
  if (slots === null) return null
  const paths = KINDS.map((kind) => ({ kind, d: pathOf(slots[kind], height, SHAPES[kind]) }))
  if (paths.every(({ d }) => d === '')) return null
  const click = ({ clientY, currentTarget }: MouseEvent) => {
    const line = lineAt(slots, ((clientY - currentTarget.getBoundingClientRect().top) / height) * count, (NEAR * count) / height)
    if (line !== null) pane?.show(line)
  }
  return (
    <Tooltip label={<Legend />} side="left">
      <svg className={css.bar} style={{ right: Math.max(bar, EDGE) }} width={13} height={height} aria-hidden onClick={click}>
        {paths.map(({ kind, d }) => (
          <path key={kind} data-mark={kind} className={css[kind]} d={d} />
        ))}
      </svg>
    </Tooltip>
  )
}

function Legend() {
  const t = useT()
  return (
    <ul className={css.legend}>
      {[...KINDS].reverse().map((kind) => (
        <li key={kind}>
          <svg width={13} height={8} aria-hidden>
            <path className={css[kind]} d={SHAPES[kind](3)} />
          </svg>
          {t(`logs.marks.${kind}`)}
        </li>
      ))}
    </ul>
  )
}

function pathOf(slots: Float64Array, height: number, shape: (y: number) => string): string {
  let path = ''
  for (let slot = 0; slot < slots.length; slot++) {
    if (slots[slot] !== -1) path += shape(Math.round((slot * height) / slots.length))
  }
  return path
}

/** The marked line nearest to a height; what matters more goes first. */
function lineAt({ error, warn, notice }: Slots, at: number, near: number): number | null {
  let best: { line: number; far: number } | null = null
  for (const slots of [error, warn, notice])
    for (const [slot, line] of slots.entries()) {
      const far = Math.abs(slot + 0.5 - at)
      if (line !== -1 && far <= near && far < (best?.far ?? Number.POSITIVE_INFINITY)) best = { line, far }
    }
  return best?.line ?? null
}

/** Height of the lines, and width of the scroll bar beside them. */
function useSize(pane: LogPane | null): { height: number; bar: number } {
  const [size, setSize] = useState({ height: 0, bar: 0 })
  useEffect(() => {
    if (pane === null) return
    const { scroller } = pane.viewport
    const look = () => setSize({ height: scroller.clientHeight, bar: scroller.offsetWidth - scroller.clientWidth })
    const observer = new ResizeObserver(look)
    observer.observe(scroller)
    return () => observer.disconnect()
  }, [pane])
  return size
}
