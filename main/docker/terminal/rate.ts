/** How much came lately. */
export class Rate {
  readonly #span: number
  #began = 0
  #now = 0
  #before = 0

  /** @param span milliseconds that count as lately */
  constructor(span: number) {
    this.#span = span
  }

  /** @param at milliseconds of any clock that never goes back */
  add(bytes: number, at: number): void {
    this.#turn(at)
    this.#now += bytes
  }

  /** Of the last `span` milliseconds at least, of twice that at most. */
  lately(at: number): number {
    this.#turn(at)
    return this.#before + this.#now
  }

  #turn(at: number): void {
    const passed = at - this.#began
    if (passed < this.#span) return
    this.#before = passed < 2 * this.#span ? this.#now : 0
    this.#now = 0
    this.#began = at
  }
}
