import type { Row } from './row.ts'

/** What a viewport shows. */
export type ViewportModel = {
  /** The lines that can be seen: `first() … end() - 1`. */
  first(): number
  end(): number
  fill(row: Row, index: number): void
  /** Follow was taken up or let go, or the rows were painted. */
  onPaint(): void
}
