import { useCallback, useDeferredValue, useEffect, useMemo, useState } from 'react'
import { ancestors, firstOpen, type Line, linesOf, type Mask, pathId, search } from './model.ts'

export interface Tree {
  lines: readonly Line[]
  toggle: (line: Line | undefined) => void
  setOpen: (open: ReadonlySet<string>) => void
  openTo: (path: readonly string[]) => ReadonlySet<string>
}

export function useTree(value: unknown): Tree {
  const [open, setOpen] = useState<ReadonlySet<string>>(() => firstOpen(value))
  const lines = useMemo(() => linesOf(value, open), [value, open])
  const toggle = useCallback((line: Line | undefined) => {
    if (!line || line.size <= 0) return
    setOpen((before) => {
      const next = new Set(before)
      if (!next.delete(line.id)) next.add(line.id)
      return next
    })
  }, [])
  const openTo = useCallback(
    (path: readonly string[]) => {
      const next = new Set([...open, ...ancestors(path)])
      setOpen(next)
      return next
    },
    [open],
  )
  return { lines, toggle, setOpen, openTo }
}

export interface Find {
  query: string
  setQuery: (query: string) => void
  count: number
  at: number
  step: (by: number) => void
  marked: string | null
}

export function useFind(value: unknown, mask: Mask | undefined, tree: Tree, go: (index: number) => void): Find {
  const [query, setQuery] = useState('')
  const text = useDeferredValue(query)
  const [at, setAt] = useState(0)
  const found = useMemo(() => search(value, text, mask), [value, text, mask])
  const path = found[at]
  const wanted = path ? pathId(path) : null
  // biome-ignore lint/correctness/useExhaustiveDependencies: opens once for each match, not whenever the tree changes
  useEffect(() => {
    if (path) tree.openTo(path)
  }, [wanted])
  const index = wanted === null ? -1 : tree.lines.findIndex((line) => line.id === wanted)
  // biome-ignore lint/correctness/useExhaustiveDependencies: goes there when it appears, then lets the user move on
  useEffect(() => {
    if (index >= 0) go(index)
  }, [wanted, index >= 0])
  return {
    query,
    setQuery: (next) => {
      setQuery(next)
      setAt(0)
    },
    count: found.length,
    at,
    step: (by) => setAt((before) => (found.length === 0 ? 0 : (before + by + found.length) % found.length)),
    marked: wanted,
  }
}
