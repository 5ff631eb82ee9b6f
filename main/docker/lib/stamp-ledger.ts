import { type Stamp, stampText } from './stamp.ts'

/** Runs of equal stamps remembered. Only a clock that was set back makes more than the last one matter. */
const RUNS = 4096

/**
 * Remembers which messages were taken, by their stamps, so that a cut log can be resumed: `since` is inclusive, so the
 * messages that bear the last stamp come again, and after a clock was set back also later ones.
 */
export class StampLedger {
  readonly #sec = new Uint32Array(RUNS)
  readonly #nano = new Uint32Array(RUNS)
  readonly #times = new Uint32Array(RUNS)
  #runs = 0
  #awaited = new Map<string, number>()
  /** What lies before was had. */
  #from: Stamp | null = null

  /** A message was taken whole. */
  took(sec: number, nano: number): void {
    const at = (this.#runs - 1) % RUNS
    if (this.#runs > 0 && this.#sec[at] === sec && this.#nano[at] === nano) {
      this.#times[at] = (this.#times[at] as number) + 1
      return
    }
    const next = this.#runs % RUNS
    this.#sec[next] = sec
    this.#nano[next] = nano
    this.#times[next] = 1
    this.#runs++
  }

  /**
   * Where to resume, as `since`; from now on `again` tells the messages that come a second time. Null: nothing was taken yet.
   * @param early the engine is asked from a little before, and keeps to that for every message.
   */
  resume(early = false): string | null {
    this.#awaited = new Map()
    this.#from = null
    if (this.#runs === 0) return null
    const last = (this.#runs - 1) % RUNS
    const sec = this.#sec[last] as number
    const nano = this.#nano[last] as number
    if (early) this.#from = { sec, nano }
    for (let i = Math.max(0, this.#runs - RUNS); i < this.#runs; i++) {
      const run: Stamp = { sec: this.#sec[i % RUNS] as number, nano: this.#nano[i % RUNS] as number }
      if (run.sec < sec || (run.sec === sec && run.nano < nano)) continue
      const key = stampText(run)
      this.#awaited.set(key, (this.#awaited.get(key) ?? 0) + (this.#times[i % RUNS] as number))
    }
    return stampText({ sec, nano })
  }

  /** Whether a message with this stamp was taken before the cut; each is told once. */
  again(sec: number, nano: number): boolean {
    if (this.#from !== null && (sec < this.#from.sec || (sec === this.#from.sec && nano < this.#from.nano))) return true
    if (this.#awaited.size === 0) return false
    const key = stampText({ sec, nano })
    const left = this.#awaited.get(key)
    if (left === undefined) return false
    if (left > 1) this.#awaited.set(key, left - 1)
    else this.#awaited.delete(key)
    return true
  }
}
