/** Steps from the root: property names and, as text, array indexes. */
export type Path = readonly string[]

/** What is shown in the place of a secret string, or null to show it as it is. */
export type Mask = (path: Path, value: string) => string | null

export interface Line {
  /** Unique text of the path. */
  id: string
  path: Path
  /** Null for the root. */
  name: string | null
  value: unknown
  depth: number
  /** -1 for a leaf. */
  size: number
  open: boolean
  /** Position among its siblings, 1-based, and how many there are. */
  place: number
  siblings: number
}

/** Names are joined by a character that JSON text escapes, so that no two paths share an id. */
export const pathId = (path: Path): string => JSON.stringify(path)

type Branch = Record<string, unknown> | readonly unknown[]

const isBranch = (value: unknown): value is Branch => typeof value === 'object' && value !== null

/** Own entries in order. `__proto__` from JSON.parse is an own property and comes like any other. */
function entriesOf(value: Branch): [string, unknown][] {
  return Array.isArray(value) ? value.map((item: unknown, at) => [String(at), item]) : Object.entries(value)
}

const sizeOf = (value: unknown): number => (isBranch(value) ? (Array.isArray(value) ? value.length : Object.keys(value).length) : -1)

/** The lines to draw while `open` branches are open. O(lines). */
export function linesOf(root: unknown, open: ReadonlySet<string>): Line[] {
  const lines: Line[] = []
  const walk = (path: Path, name: string | null, value: unknown, place: number, siblings: number) => {
    const id = pathId(path)
    const size = sizeOf(value)
    const isOpen = size > 0 && open.has(id)
    lines.push({ id, path, name, value, depth: path.length, size, open: isOpen, place, siblings })
    if (!isOpen || !isBranch(value)) return
    const entries = entriesOf(value)
    entries.forEach(([key, child], at) => {
      walk([...path, key], key, child, at + 1, entries.length)
    })
  }
  walk([], null, root, 1, 1)
  return lines
}

/** Opens from the top, level by level, as long as the whole stays within `budget` lines. */
export function firstOpen(root: unknown, budget = 60): Set<string> {
  const open = new Set<string>()
  let level: [Path, unknown][] = [[[], root]]
  let lines = 1
  while (level.length > 0) {
    const next: [Path, unknown][] = []
    for (const [path, value] of level) {
      const size = sizeOf(value)
      const always = path.length === 0
      if (size <= 0 || !isBranch(value) || (!always && lines + size > budget)) continue
      lines += size
      open.add(pathId(path))
      for (const [key, child] of entriesOf(value)) next.push([[...path, key], child])
    }
    level = next
  }
  return open
}

/** Every branch, for "expand all". */
export function allBranches(root: unknown): Set<string> {
  const open = new Set<string>()
  const walk = (path: Path, value: unknown) => {
    if (!isBranch(value)) return
    open.add(pathId(path))
    for (const [key, child] of entriesOf(value)) walk([...path, key], child)
  }
  walk([], root)
  return open
}

export const MATCH_CAP = 2000

/** Paths whose name or (unmasked) value holds the text, in drawing order, at most MATCH_CAP. */
export function search(root: unknown, text: string, mask?: Mask): Path[] {
  const wanted = text.toLowerCase()
  const found: Path[] = []
  if (wanted === '') return found
  const walk = (path: Path, value: unknown) => {
    if (found.length >= MATCH_CAP) return
    const name = path.at(-1)
    const own = isBranch(value) ? '' : textOf(path, value, mask)
    if (name?.toLowerCase().includes(wanted) || own.toLowerCase().includes(wanted)) found.push(path)
    if (isBranch(value)) for (const [key, child] of entriesOf(value)) walk([...path, key], child)
  }
  walk([], root)
  return found
}

function textOf(path: Path, value: unknown, mask: Mask | undefined): string {
  if (typeof value !== 'string') return String(value)
  return mask?.(path, value) ?? value
}

/** Every branch above a path, so that its line shows. */
export function ancestors(path: Path): string[] {
  return path.map((_, at) => pathId(path.slice(0, at)))
}

/** JSON text of a part; secrets stay masked unless they were revealed. */
export function copyText(value: unknown, path: Path, mask: Mask | undefined, revealed: ReadonlySet<string>): string {
  const seen = mask ? withMasks(value, path, mask, revealed) : value
  return typeof seen === 'string' ? seen : JSON.stringify(seen, null, 2)
}

function withMasks(value: unknown, path: Path, mask: Mask, revealed: ReadonlySet<string>): unknown {
  if (typeof value === 'string') return revealed.has(pathId(path)) ? value : (mask(path, value) ?? value)
  if (Array.isArray(value)) return value.map((item: unknown, at) => withMasks(item, [...path, String(at)], mask, revealed))
  if (!isBranch(value)) return value
  // fromEntries defines own properties: a `__proto__` key stays a key.
  return Object.fromEntries(entriesOf(value).map(([key, child]) => [key, withMasks(child, [...path, key], mask, revealed)]))
}
