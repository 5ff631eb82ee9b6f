import { guessLevel, Level } from './level.ts'

/** A trace longer than this is no trace, or nobody's who reads it whole. */
export const LONGEST_TRACE = 400

/** Frames as Java, .NET, Node, Python and Go print them, and what stands between them. */
const FRAME = /^\s+(?:at |File ".*", line \d|\.{3} \d+ (?:more|common))|^\t\S.*\.\w+:\d+/
const BETWEEN =
  /^\s*(?:Caused by: |Suppressed: )|^(?:During handling of the above|The above exception was|created by |goroutine \d+ \[|\[signal )/
/** A function of a Go trace. */
const GO_BEGIN = /^[\w./*()\-[\]]+\(/
const GO_END = /\)(?: in goroutine \d+)?$/
const isGoCall = (text: string): boolean => GO_BEGIN.test(text) && GO_END.test(text)
const GO_HEAD = /^(?:panic: |fatal error: )/
const TRACEBACK = /^Traceback \(most recent call last\)/
/** An exception that is named on a line of its own, below what was logged about it. */
const NAMED = /^(?:[\w$]+\.)*[\w$]*(?:Error|Exception|Throwable|Interrupt|Exit|Warning)(?::|$)/
const INDENTED = /^\s+\S/
const CLOSING = /^[}\])]+$/
/** Shortest test there is: what begins otherwise goes on with nothing, unless a trace is open. */
const MAYBE = /^[\s}\])]|^(?:Caused|Suppressed|During|The above|created|goroutine|\[signal|Traceback)|^[\w$.]+(?:Error|Exception|Throwable)/

/**
 * Tells which lines of one source go on with the stack trace above them. Knows only the lines it was given, in their order.
 * A trace begins where its head is: the line before the first frame.
 */
export class TraceReader {
  #kind: '' | 'frames' | 'python' | 'named' | 'go' = ''
  #before = ''
  #length = 0

  /** Whether this line belongs to the one before it. `text`: without escape sequences. */
  goesOn(text: string): boolean {
    const goes = this.#length < LONGEST_TRACE && this.#goes(text)
    if (!goes) this.#kind = TRACEBACK.test(text) ? 'python' : GO_HEAD.test(text) ? 'go' : ''
    this.#length = goes ? this.#length + 1 : 0
    this.#before = text
    return goes
  }

  #goes(text: string): boolean {
    if (FRAME.test(text)) {
      if (this.#before === '' && this.#kind === '') return false
      if (this.#kind === '' || this.#kind === 'named') this.#kind = 'frames'
      return true
    }
    if (this.#kind === '') return this.#begins(text)
    if (BETWEEN.test(text)) {
      if (text.startsWith('goroutine ')) this.#kind = 'go'
      return true
    }
    switch (this.#kind) {
      case 'python':
        if (INDENTED.test(text)) return true
        // The exception itself is the last line.
        if (NAMED.test(text)) this.#kind = 'named'
        return this.#kind === 'named'
      case 'named':
        if (TRACEBACK.test(text)) this.#kind = 'python'
        return text === '' || this.#kind === 'python'
      case 'go':
        return text === '' || isGoCall(text) || INDENTED.test(text) || text.startsWith('exit status ')
      default:
        return INDENTED.test(text) || CLOSING.test(text)
    }
  }

  /** What an error was logged with: the traceback or the exception below it. */
  #begins(text: string): boolean {
    if (text === '' || this.#before === '') return false
    if (BETWEEN.test(text)) {
      this.#kind = text.startsWith('goroutine ') ? 'go' : 'frames'
      return true
    }
    if (!TRACEBACK.test(text) && !NAMED.test(text)) return false
    if (NAMED.test(this.#before) || guessLevel(this.#before) < Level.error) return false
    this.#kind = TRACEBACK.test(text) ? 'python' : 'frames'
    return true
  }
}

/** Whether a trace's first line leaves what happened to the last one, as Python's does. */
export const saysNothing = (head: string): boolean => TRACEBACK.test(head)

/** Whether a line could go on with another at all: cheap, for those who would have to look back otherwise. */
export const mayGoOn = (text: string): boolean => text === '' || MAYBE.test(text) || isGoCall(text) || NAMED.test(text)
