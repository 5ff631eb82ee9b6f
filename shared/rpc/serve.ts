import type { Contract, Handlers, Op, Stream } from './define.ts'
import { AppError } from './error.ts'
import { type Gate, openGate } from './gate.ts'
import type { Frame, Wire } from './wire.ts'

type OpenFrame = Extract<Frame, { t: 'open' }>

export type ServeOptions = {
  /** Turns whatever a handler threw into an error that may cross the wire. */
  toError?: (error: unknown) => AppError
  /** How many operations one peer may have open (1 024); more are refused. */
  maxOpen?: number
}

/**
 * Answers every operation of the contract over one wire, until it closes.
 * Inputs are validated before a handler is called; handlers of one wire are called in the order of their frames.
 * A stream's producer is pulled only while its reader has credit. Cancel and disconnect abort its signal and run its `finally`.
 */
export function serve<C extends Contract>(contract: C, handlers: Handlers<C>, wire: Wire, options: ServeOptions = {}): void {
  const open = new Map<number, Gate>()
  const toError = options.toError ?? asAppError
  const maxOpen = options.maxOpen ?? 1024

  wire.onClose(() => {
    for (const gate of open.values()) gate.cancel()
  })
  wire.onFrame((frame) => {
    if (frame.t === 'open') void answer(frame)
    else if (frame.t === 'credit') open.get(frame.id)?.grant(frame.n)
    else if (frame.t === 'cancel') open.get(frame.id)?.cancel()
  })

  async function answer({ id, op, input, credit }: OpenFrame): Promise<void> {
    if (open.has(id)) return
    const gate = openGate(credit ?? 0)
    const fail = (error: unknown) => {
      const { code, params, detail } = toError(error)
      wire.send({ t: 'fail', id, error: { code, params, detail } })
    }
    if (open.size >= maxOpen) return fail(new AppError('rpc.too-many'))
    open.set(id, gate)
    try {
      const { spec, run } = find(contract, handlers, op)
      const parsed = spec.input.safeParse(input)
      if (!parsed.success) throw new AppError('rpc.bad-input', { op }, parsed.error.message)
      const result = run(parsed.data, gate.signal)
      if (spec.kind === 'call') wire.send({ t: 'end', id, value: await result })
      else if (await pump(result as AsyncIterable<unknown>, gate, (value) => wire.send({ t: 'item', id, value })))
        wire.send({ t: 'end', id })
    } catch (error) {
      if (!gate.signal.aborted) fail(error)
    } finally {
      open.delete(id)
    }
  }
}

/** Sends items while there is credit. True when the producer ended by itself; false when cancelled. */
async function pump(items: AsyncIterable<unknown>, gate: Gate, send: (value: unknown) => void): Promise<boolean> {
  const iterator = items[Symbol.asyncIterator]()
  const cancelled = new Promise<null>((resolve) => gate.signal.addEventListener('abort', () => resolve(null), { once: true }))
  try {
    while (await gate.take()) {
      const next = iterator.next()
      const step = await Promise.race([next, cancelled])
      if (step === null) {
        next.catch(() => undefined) // its reader has gone: nobody is left to be told
        return false
      }
      if (step.done === true) return true
      send(step.value)
    }
    return false
  } finally {
    // Not awaited: a producer may be deep in an await. Its signal is aborted and its `finally` runs as that returns.
    iterator.return?.().catch(() => undefined)
  }
}

type Run = (input: unknown, signal: AbortSignal) => unknown

function find<C extends Contract>(contract: C, handlers: Handlers<C>, op: string): { spec: Op | Stream; run: Run } {
  const dot = op.indexOf('.')
  const noun = op.slice(0, dot)
  const verb = op.slice(dot + 1)
  const specs = Object.hasOwn(contract, noun) ? contract[noun] : undefined
  const spec = specs !== undefined && Object.hasOwn(specs, verb) ? specs[verb] : undefined
  const run = (handlers as Record<string, Record<string, Run> | undefined>)[noun]?.[verb]
  if (spec === undefined || run === undefined) throw new AppError('rpc.unknown-op', { op })
  return { spec, run }
}

function asAppError(error: unknown): AppError {
  return error instanceof AppError ? error : new AppError('unknown', {}, error instanceof Error ? error.message : String(error))
}
