import type { FitAddon } from '@xterm/addon-fit'

export type Size = { cols: number; rows: number }

/** A hidden terminal measures 0, NaN or Infinity: then there is no size. */
export function measured(fit: FitAddon): Size | null {
  const size = fit.proposeDimensions()
  if (size === undefined || !Number.isFinite(size.cols) || !Number.isFinite(size.rows)) return null
  if (size.cols < 2 || size.rows < 1) return null
  return { cols: Math.min(size.cols, 1000), rows: Math.min(size.rows, 500) }
}
