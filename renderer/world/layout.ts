/** How the panes of one dock tab lie: one pane, or two parts side by side (`row`) or one above the other (`column`). */
export type Layout = { pane: string } | Split
export type Direction = 'row' | 'column'
export type Split = { dir: Direction /** Share of the first part, 0 to 1. */; ratio: number; first: Layout; second: Layout }

/** In shares of the whole, 0 to 1. */
export type Box = { x: number; y: number; w: number; h: number }
export type Placed = { pane: string; box: Box }
/** `path` leads to its split: 0 into the first part, 1 into the second. `box` is all that the split has. */
export type Divider = { path: string; dir: Direction; ratio: number; box: Box }
export type Side = 'left' | 'right' | 'up' | 'down'

const WHOLE: Box = { x: 0, y: 0, w: 1, h: 1 }
const EDGE = 1e-6

export function panesOf(layout: Layout): string[] {
  return 'pane' in layout ? [layout.pane] : [...panesOf(layout.first), ...panesOf(layout.second)]
}

/** `added` comes to the right of `pane`, or below it; each gets half. */
export function splitPane(layout: Layout, pane: string, dir: Direction, added: string): Layout {
  if ('pane' in layout) return layout.pane === pane ? { dir, ratio: 0.5, first: layout, second: { pane: added } } : layout
  return { ...layout, first: splitPane(layout.first, pane, dir, added), second: splitPane(layout.second, pane, dir, added) }
}

/** Its place goes to what lay beside it; null when nothing is left. */
export function removePane(layout: Layout, pane: string): Layout | null {
  if ('pane' in layout) return layout.pane === pane ? null : layout
  const first = removePane(layout.first, pane)
  const second = removePane(layout.second, pane)
  if (first === null || second === null) return first ?? second
  return { ...layout, first, second }
}

export function setRatio(layout: Layout, path: string, ratio: number): Layout {
  if ('pane' in layout) return layout
  if (path === '') return { ...layout, ratio: Math.min(0.95, Math.max(0.05, ratio)) }
  const rest = path.slice(1)
  return path.startsWith('0')
    ? { ...layout, first: setRatio(layout.first, rest, ratio) }
    : { ...layout, second: setRatio(layout.second, rest, ratio) }
}

function parts({ dir, ratio }: Split, { x, y, w, h }: Box): [Box, Box] {
  if (dir === 'row')
    return [
      { x, y, w: w * ratio, h },
      { x: x + w * ratio, y, w: w * (1 - ratio), h },
    ]
  return [
    { x, y, w, h: h * ratio },
    { x, y: y + h * ratio, w, h: h * (1 - ratio) },
  ]
}

export function place(layout: Layout, box: Box = WHOLE): Placed[] {
  if ('pane' in layout) return [{ pane: layout.pane, box }]
  const [first, second] = parts(layout, box)
  return [...place(layout.first, first), ...place(layout.second, second)]
}

export function dividers(layout: Layout, box: Box = WHOLE, path = ''): Divider[] {
  if ('pane' in layout) return []
  const [first, second] = parts(layout, box)
  const own: Divider = { path, dir: layout.dir, ratio: layout.ratio, box }
  return [own, ...dividers(layout.first, first, `${path}0`), ...dividers(layout.second, second, `${path}1`)]
}

/** The pane that lies on this side of another, the one it shares most of its edge with; null at the border. */
export function neighbour(layout: Layout, pane: string, side: Side): string | null {
  const all = place(layout)
  const from = all.find((one) => one.pane === pane)?.box
  if (from === undefined) return null
  let best: { pane: string; shared: number } | null = null
  for (const { pane: other, box } of all) {
    if (other === pane || !touches(from, box, side)) continue
    const shared = side === 'left' || side === 'right' ? overlap(from.y, from.h, box.y, box.h) : overlap(from.x, from.w, box.x, box.w)
    if (shared > EDGE && shared > (best?.shared ?? 0) + EDGE) best = { pane: other, shared }
  }
  return best?.pane ?? null
}

function touches(a: Box, b: Box, side: Side): boolean {
  const gap = { left: b.x + b.w - a.x, right: a.x + a.w - b.x, up: b.y + b.h - a.y, down: a.y + a.h - b.y }[side]
  return Math.abs(gap) < EDGE
}

const overlap = (a: number, al: number, b: number, bl: number): number => Math.min(a + al, b + bl) - Math.max(a, b)

/** A layout out of a storage that may hold anything; only panes that are there. Null when nothing of it is of use. */
export function readLayout(kept: unknown, known: ReadonlySet<string>, depth = 0): Layout | null {
  if (typeof kept !== 'object' || kept === null || depth > 32) return null
  const { pane, dir, ratio, first, second } = kept as Record<string, unknown>
  if (typeof pane === 'string') return known.has(pane) ? { pane } : null
  const a = readLayout(first, known, depth + 1)
  const b = readLayout(second, known, depth + 1)
  if (a === null || b === null) return a ?? b
  const share = typeof ratio === 'number' && ratio > 0 && ratio < 1 ? ratio : 0.5
  return { dir: dir === 'column' ? 'column' : 'row', ratio: share, first: a, second: b }
}
