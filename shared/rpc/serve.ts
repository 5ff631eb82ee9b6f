import type { Contract, Handlers, Op } from './define.ts'
import { AppError } from './error.ts'
import { type Gate, openGate } from './gate.ts'
import { pump } from './pump.ts'
import type { Frame, Wire } from './wire.ts'

type OpenFrame = Extract<Frame, { t: 'open' }>

export type ServeOptions = {
  /** Turns whatever a handler threw into an error that may cross the wire. */
  toError?: (error: unknown) => AppError
  /** How many operations one peer may have open (1 024); more are refused. */
  maxOpen?: number
  /** Told when a stream's reader has not asked for more for `stuckAfter` milliseconds (30 000) although there might be more. */
  onStuck?: (op: string, ms: number) => void
  stuckAfter?: number
}

/**
 * Answers every operation of the contract over one wire, until it closes.
 * Inputs are validated before a handler is called; handlers of one wire are called in the order of their frames.
 * A stream's producer is pulled only while its reader has credit. Cancel and disconnect abort its signal and run its `finally`.
 * Whatever a handler throws ends its own operation and nothing else.
 */
export function serve<C extends Contract>(contract: C, handlers: Handlers<C>, wire: Wire, options: ServeOptions = {}): void {
  const open = new Map<number, Gate>()
  const { toError = asAppError, maxOpen = 1024, stuckAfter = 30_000 } = options

  wire.onClose(() => {
    for (const gate of open.values()) gate.cancel()
  })
  wire.onFrame((frame) => {
    if (frame.t === 'open') void answer(frame)
    else if (frame.t === 'credit') open.get(frame.id)?.grant(frame.n)
    else if (frame.t === 'cancel') open.get(frame.id)?.cancel()
  })

  /** Never rejects. An operation counts as open until its handler is through, however early it was cancelled. */
  async function answer({ id, op, input, credit }: OpenFrame): Promise<void> {
    if (open.has(id)) return wire.close() // an honest client never does
    if (open.size >= maxOpen) return fail(id, new AppError('rpc.too-many'))
    const found = find(contract, handlers, op)
    if (found === null) return fail(id, new AppError('rpc.unknown-op', { op: op.slice(0, 64) }))
    const { spec, run } = found
    const parsed = spec.input.safeParse(input)
    if (!parsed.success) return fail(id, new AppError('rpc.bad-input', { op }, parsed.error.message))
    const gate = openGate(spec.kind === 'call' ? 0 : Math.min(credit ?? 0, spec.window), spec.kind === 'call' ? 0 : spec.window)
    open.set(id, gate)
    try {
      const result = run(parsed.data, gate.signal)
      if (spec.kind === 'call') {
        const value = await result
        if (!gate.signal.aborted) wire.send({ t: 'end', id, value })
      } else await drain(id, op, result as AsyncIterable<unknown>, gate)
    } catch (error) {
      if (!gate.signal.aborted) fail(id, error)
    } finally {
      open.delete(id)
    }
  }

  async function drain(id: number, op: string, items: AsyncIterable<unknown>, gate: Gate): Promise<void> {
    const onStuck = () => options.onStuck?.(op, stuckAfter)
    const { ended, done } = pump(items, gate, (value) => wire.send({ t: 'item', id, value }), { stuckAfter, onStuck })
    try {
      if (await ended) wire.send({ t: 'end', id })
    } catch (error) {
      if (!gate.signal.aborted) fail(id, error)
    }
    await done
  }

  function fail(id: number, error: unknown): void {
    let sent: AppError
    try {
      sent = toError(error)
    } catch {
      sent = asAppError(error)
    }
    const { code, params, detail } = sent
    try {
      wire.send({ t: 'fail', id, error: { code, params, detail } })
    } catch {
      wire.send({ t: 'fail', id, error: { code } }) // parameters no wire carries
    }
  }
}

type Run = (input: unknown, signal: AbortSignal) => unknown

/** Own properties only: `__proto__.x` and `constructor.y` are no operations. */
function find<C extends Contract>(contract: C, handlers: Handlers<C>, op: string): { spec: Op; run: Run } | null {
  const [noun = '', verb = '', ...more] = op.split('.')
  if (more.length > 0) return null
  const spec = own<Op>(own(contract, noun), verb)
  const run = own<Run>(own(handlers, noun), verb)
  return spec === undefined || run === undefined ? null : { spec, run }
}

function own<T>(holder: unknown, key: string): T | undefined {
  return typeof holder === 'object' && holder !== null && Object.hasOwn(holder, key) ? (holder as Record<string, T>)[key] : undefined
}

function asAppError(error: unknown): AppError {
  if (error instanceof AppError) return error
  return new AppError('unknown', {}, error instanceof Error ? error.message : text(error))
}

function text(thrown: unknown): string {
  try {
    return String(thrown)
  } catch {
    return '' // an object without a prototype has no text
  }
}
