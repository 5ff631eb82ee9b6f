import { useWorld } from '../../../world/entities.ts'
import type { Run } from '../ansi/parse.ts'
import type { LogTarget } from '../target.ts'
import { foldedRuns, jsonFields, unfoldedRuns, widthOf } from './json-line.ts'

/** What the fields of a container's lines are remembered for: its image, or itself when that is not known any more. */
export const imageOf = (target: LogTarget | undefined): string =>
  target === undefined ? '' : (useWorld.getState().entities.containers.get(target.id)?.image ?? target.image ?? target.name)

/** A line folded or unfolded; `others`: how many fields are not in sight when it is folded. */
export type Fold = { runs: Run[]; hidden: 0; others: number }

/** Folds lines of JSON, in columns as wide as what was seen so far. */
export class JsonFolds {
  readonly #widths = new Map<string, number>()
  readonly #onWiden: () => void
  #told = false

  constructor(onWiden: () => void) {
    this.#onWiden = onWiden
  }

  of(raw: string, chosen: readonly string[], shape: 'folded' | 'line' | 'rows'): Fold | null {
    const line = raw.replace(/\r$/, '')
    const fields = jsonFields(line)
    if (fields === null) return null
    for (const field of fields) if (chosen.includes(field.key)) this.#widen(field.key, widthOf(line, field))
    const columns = chosen.map((key) => ({ key, width: this.#widths.get(key) ?? key.length }))
    const folded = foldedRuns(line, fields, columns)
    if (folded === null) return null
    const others = fields.filter(({ key }) => !chosen.includes(key)).length - 1
    return { runs: shape === 'folded' ? folded : unfoldedRuns(line, shape === 'rows'), hidden: 0, others: Math.max(0, others) }
  }

  #widen(key: string, width: number): void {
    const before = this.#widths.get(key)
    if (before !== undefined && before >= width) return
    this.#widths.set(key, width)
    if (this.#told) return
    this.#told = true
    // Not while the rows are being filled.
    queueMicrotask(() => {
      this.#told = false
      this.#onWiden()
    })
  }
}
