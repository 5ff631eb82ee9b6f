import { Worker } from 'node:worker_threads'
import { appError } from '../../../../shared/errors.ts'
import { type LogPattern, patternSource } from '../../../../shared/log-pattern.ts'
import { SEQUENCE } from '../../../../shared/log-sequences.ts'
import { type Hit, matchPieces, type Piece, type Settings } from './worker.ts'

/** An expression that needs longer for a piece of a log (256 KiB and a line) is catastrophic. Milliseconds. */
const LIMIT = 2000
/** A thread that does not begin in this time never will. */
const BEGIN = 20_000

type Waiting = { piece: Piece; resolve(hits: Hit[]): void; reject(error: Error): void }

/** Looks for one pattern in pieces of logs, one after the other, in a thread of its own. Ended by `close`. */
export class Matcher {
  readonly #worker: Worker
  readonly #waiting: Waiting[] = []
  #ready = false
  #failure: Error | null = null
  #timer: ReturnType<typeof setTimeout>

  /** Throws `logs.pattern-bad`. */
  constructor(pattern: LogPattern) {
    const settings: Settings = { ...sourceOf(pattern), sequence: SEQUENCE.source }
    // `__name` is what a transpiler may have put around the functions within.
    const code = `const __name = (it) => it
const { parentPort, workerData } = require('node:worker_threads')
;(${matchPieces.toString()})(parentPort, workerData)
parentPort.postMessage(null)`
    this.#worker = new Worker(code, { eval: true, workerData: settings, execArgv: [], resourceLimits: { maxOldGenerationSizeMb: 128 } })
    this.#worker.on('message', (hits: Hit[] | null) => this.#answered(hits))
    this.#worker.on('error', (error) => this.#end(error))
    this.#timer = setTimeout(() => this.#end(appError('logs.pattern-slow')), BEGIN)
  }

  /** Lines that match, at most `piece.max`. Rejects with `logs.pattern-slow` when it took too long; nothing can be asked after that. */
  match(piece: Piece): Promise<Hit[]> {
    return new Promise((resolve, reject) => {
      if (this.#failure !== null) return reject(this.#failure)
      this.#waiting.push({ piece, resolve, reject })
      if (this.#ready && this.#waiting.length === 1) this.#send()
    })
  }

  /** Ends its thread. What was asked and not answered is rejected with `rpc.cancelled`. */
  close(): void {
    this.#end(appError('rpc.cancelled'))
  }

  #answered(hits: Hit[] | null): void {
    clearTimeout(this.#timer)
    if (hits === null) this.#ready = true
    else this.#waiting.shift()?.resolve(hits)
    this.#send()
  }

  #send(): void {
    const next = this.#waiting[0]
    if (next === undefined) return
    const { text, starts, ends } = next.piece
    this.#timer = setTimeout(() => this.#end(appError('logs.pattern-slow')), LIMIT)
    this.#worker.postMessage(next.piece, [text.buffer, starts.buffer, ends.buffer] as ArrayBuffer[])
  }

  #end(error: Error): void {
    clearTimeout(this.#timer)
    this.#failure ??= error
    void this.#worker.terminate()
    for (const { reject } of this.#waiting.splice(0)) reject(this.#failure)
  }
}

function sourceOf(pattern: LogPattern): { source: string; flags: string } {
  try {
    return patternSource(pattern)
  } catch (error) {
    throw appError('logs.pattern-bad', {}, error instanceof Error ? error.message : String(error))
  }
}
