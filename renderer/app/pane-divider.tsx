import { type KeyboardEvent, type PointerEvent, type RefObject, useRef } from 'react'
import { useT } from '../i18n/index.ts'
import type { Divider } from '../world/layout.ts'
import { resizeSplit } from '../world/view.ts'
import { LEAST } from './dock-actions.ts'
import css from './panes.module.css'

const STEP = 0.02
const BIG_STEP = 0.1

interface Props {
  group: string
  divider: Divider
  root: RefObject<HTMLElement | null>
}

/** Between two parts of a split: dragged, or moved with the arrow keys, Home and End. Neither part gets less than it can use. */
export function PaneDivider({ group, divider: { path, dir, ratio, box }, root }: Props) {
  const t = useT()
  const dragged = useRef(false)
  const row = dir === 'row'
  const set = (wanted: number) => {
    const all = root.current?.getBoundingClientRect()
    const length = (row ? (all?.width ?? 0) * box.w : (all?.height ?? 0) * box.h) || 1
    const least = Math.min(0.5, LEAST[dir] / length)
    resizeSplit(group, path, Math.min(1 - least, Math.max(least, wanted)))
  }
  const drag = (event: PointerEvent) => {
    const all = root.current?.getBoundingClientRect()
    if (!dragged.current || all === undefined) return
    const at = row ? (event.clientX - all.left) / all.width : (event.clientY - all.top) / all.height
    set(row ? (at - box.x) / box.w : (at - box.y) / box.h)
  }
  const key = (event: KeyboardEvent) => {
    const step = event.shiftKey ? BIG_STEP : STEP
    const to = { [row ? 'ArrowLeft' : 'ArrowUp']: ratio - step, [row ? 'ArrowRight' : 'ArrowDown']: ratio + step, Home: 0, End: 1 }[
      event.key
    ]
    if (to === undefined) return
    event.preventDefault()
    set(to)
  }
  const style = row
    ? { left: `${String((box.x + box.w * ratio) * 100)}%`, top: `${String(box.y * 100)}%`, height: `${String(box.h * 100)}%` }
    : { top: `${String((box.y + box.h * ratio) * 100)}%`, left: `${String(box.x * 100)}%`, width: `${String(box.w * 100)}%` }
  return (
    <div
      role="separator"
      tabIndex={0}
      aria-label={t('app.dock.divider')}
      aria-orientation={row ? 'vertical' : 'horizontal'}
      aria-valuenow={Math.round(ratio * 100)}
      aria-valuemin={0}
      aria-valuemax={100}
      className={row ? css.vertical : css.horizontal}
      style={style}
      onPointerDown={(event) => {
        dragged.current = true
        event.currentTarget.setPointerCapture(event.pointerId)
      }}
      onPointerMove={drag}
      onPointerUp={() => {
        dragged.current = false
      }}
      onLostPointerCapture={() => {
        dragged.current = false
      }}
      onKeyDown={key}
    />
  )
}
