import { useMemo, useRef } from 'react'
import { useWorld } from '../../world/entities.ts'
import { buildRows, type ImageRow } from './rows.ts'

/** The rows of now, by key; the object of a row that says the same stays. */
export function useImageRows(): ReadonlyMap<string, ImageRow> {
  const images = useWorld((w) => w.entities.images)
  const containers = useWorld((w) => w.entities.containers)
  const before = useRef<ReadonlyMap<string, ImageRow>>(new Map())
  return useMemo(() => {
    const rows = buildRows(images, containers.values(), before.current)
    before.current = rows
    return rows
  }, [images, containers])
}
