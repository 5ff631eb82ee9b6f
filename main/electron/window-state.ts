import { z } from '../../shared/contract/zod.ts'

const Bounds = z.object({ x: z.int(), y: z.int(), width: z.int().min(1), height: z.int().min(1) })
export type Bounds = z.infer<typeof Bounds>

export const WindowState = z.looseObject({ bounds: Bounds.nullable().default(null), maximized: z.boolean().default(false) })
export type WindowState = z.infer<typeof WindowState>

const DEFAULT = { width: 1280, height: 820 }
/** So much of a window's top must be on a screen for its title bar to be grasped. */
const GRASP = { width: 120, height: 40 }

/**
 * Where a window opens: where it was, unless the screen it was on is gone or has shrunk; then in the middle of the first.
 * @param screens work areas, the primary one first.
 */
export function placeWindow(kept: Bounds | null, screens: readonly Bounds[]): Bounds | { width: number; height: number } {
  const [primary] = screens
  if (primary === undefined) return DEFAULT
  const fits = kept !== null && screens.some((screen) => isGraspable(kept, screen))
  if (fits) return kept
  const wanted = kept ?? DEFAULT
  return { width: Math.min(wanted.width, primary.width), height: Math.min(wanted.height, primary.height) }
}

function isGraspable(window: Bounds, screen: Bounds): boolean {
  const shown = Math.min(window.x + window.width, screen.x + screen.width) - Math.max(window.x, screen.x)
  return shown >= GRASP.width && window.y >= screen.y && window.y + GRASP.height <= screen.y + screen.height
}

/** A page that crashes over and over must not take the machine with it. */
const [RELOADS, WITHIN_MS] = [3, 60_000]

/** Answers whether a page that ended may be loaded again: a few times a minute. */
export function reloadBudget(now: () => number = Date.now): () => boolean {
  const times: number[] = []
  return () => {
    while (times[0] !== undefined && now() - times[0] > WITHIN_MS) times.shift()
    if (times.length >= RELOADS) return false
    times.push(now())
    return true
  }
}
