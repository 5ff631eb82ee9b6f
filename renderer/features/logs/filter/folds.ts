/** The stack traces of a view: their heads, what is folded into them, and which of them are open. */
export class Folds {
  readonly #lines = new Map<number, readonly number[]>()
  readonly #heads = new Map<number, number>()
  readonly #open = new Set<number>()

  /** The lines that belong to a head; null when it is none. */
  of(head: number): readonly number[] | null {
    return this.#lines.get(head) ?? null
  }

  /** The head a line belongs to. */
  headOf(line: number): number | null {
    return this.#heads.get(line) ?? null
  }

  set(head: number, lines: readonly number[]): void {
    this.#lines.set(head, lines)
    for (const line of lines.slice(-1)) this.#heads.set(line, head)
    if (lines.length > 1 && !this.#heads.has(lines[0] as number)) for (const line of lines) this.#heads.set(line, head)
  }

  isOpen(head: number): boolean {
    return this.#open.has(head)
  }

  toggle(head: number): void {
    if (!this.#open.delete(head)) this.#open.add(head)
  }

  /** Lines that are folded away. */
  get hidden(): number {
    let count = this.#heads.size
    for (const head of this.#open) count -= this.#lines.get(head)?.length ?? 0
    return count
  }

  /** Lines before this one are gone. */
  drop(first: number): void {
    for (const [head, lines] of this.#lines) {
      if (head >= first) break
      this.#lines.delete(head)
      this.#open.delete(head)
      for (const line of lines) this.#heads.delete(line)
    }
  }
}
