import workerUrl from './regex.worker.ts?worker&url'
import type { RegexAnswer, RegexTask } from './regex-task.ts'

/** An expression that needs longer for a chunk of a log (256 KiB at most) is catastrophic. Milliseconds. */
const LIMIT = 2000

/** The expression was given up: it ran into `LIMIT`. */
export class SlowExpression extends Error {}
/** Nobody wants the answer any more. */
export class Stopped extends Error {}

type Waiting = { task: RegexTask; transfer: Transferable[]; resolve(answer: RegexAnswer): void; reject(error: Error): void }
type Policies = { createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string } }

/** Made once: the page's policy lets nobody make another, and this one names nothing but the worker (T1). */
const policies = (globalThis as { trustedTypes?: Policies }).trustedTypes
const trusted = policies?.createPolicy('gantry-find', { createScriptURL: () => workerUrl })

/** A worker for one task after the other. It is made when first needed and ended when it does not answer in time. */
export class RegexWorker {
  #worker: Worker | null = null
  #ready = false
  #queue: Waiting[] = []
  #timer: ReturnType<typeof setTimeout> | undefined

  run(task: RegexTask, transfer: Transferable[] = []): Promise<RegexAnswer> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ task, transfer, resolve, reject })
      if (this.#worker === null) this.#begin()
      else if (this.#ready && this.#queue.length === 1) this.#send()
    })
  }

  /** Gives up whatever is under way. An idle worker is kept for the next expression. */
  stop(): void {
    if (this.#queue.length > 0) this.#end(new Stopped())
  }

  dispose(): void {
    this.#end(new Stopped())
  }

  #begin(): void {
    const worker = new Worker(trusted?.createScriptURL('') ?? workerUrl, { type: 'module' })
    worker.addEventListener('message', ({ data }: MessageEvent<RegexAnswer>) => this.#answered(data))
    worker.addEventListener('error', ({ message }) => this.#end(new Error(message)))
    this.#worker = worker
  }

  #answered(answer: RegexAnswer): void {
    clearTimeout(this.#timer)
    if (answer.kind === 'ready') this.#ready = true
    else this.#queue.shift()?.resolve(answer)
    this.#send()
  }

  #send(): void {
    const next = this.#queue[0]
    if (next === undefined) return
    this.#timer = setTimeout(() => this.#end(new SlowExpression()), LIMIT)
    this.#worker?.postMessage(next.task, next.transfer)
  }

  #end(error: Error): void {
    clearTimeout(this.#timer)
    this.#worker?.terminate()
    this.#worker = null
    this.#ready = false
    for (const { reject } of this.#queue.splice(0)) reject(error)
  }
}
