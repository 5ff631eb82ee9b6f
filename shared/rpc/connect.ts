import type { Client, Contract, Op, Stream } from './define.ts'
import { AppError } from './error.ts'
import { Reader } from './reader.ts'
import type { Frame, Wire } from './wire.ts'

type Sink = (frame: Frame) => void
type Opened = { id: number; forget: () => void }

/** A typed client over one wire. It knows no operation by name; the types do. After the wire closes every operation fails with `rpc.disconnected`. */
export function connect<C extends Contract>(contract: C, wire: Wire): Client<C> {
  const open = new Map<number, Sink>()
  let last = 0
  let closed = false

  wire.onFrame((frame) => open.get(frame.id)?.(frame))
  wire.onClose(() => {
    closed = true
    const sinks = [...open]
    open.clear()
    for (const [id, sink] of sinks) sink({ t: 'fail', id, error: { code: 'rpc.disconnected' } })
  })

  /** Opens one operation; `forget` makes its late frames fall on deaf ears. Throws when the wire is closed or does not carry the input. */
  function start(frame: { op: string; input: unknown; credit?: number }, sink: Sink): Opened {
    if (closed) throw new AppError('rpc.disconnected')
    const id = ++last
    wire.send({ t: 'open', id, ...frame })
    open.set(id, sink)
    return { id, forget: () => void open.delete(id) }
  }

  const ask = (op: string) => (input: unknown, signal?: AbortSignal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted === true) return reject(new AppError('rpc.cancelled'))
      const { id, forget } = start({ op, input }, (frame) => {
        settle()
        if (frame.t === 'end') resolve(frame.value)
        else reject(failure(frame))
      })
      const settle = onAbort(signal, forget, () => {
        wire.send({ t: 'cancel', id })
        reject(new AppError('rpc.cancelled'))
      })
    })

  const read = (op: string, { window }: Stream) => {
    // Paid back in half windows: a credit frame an item would cost as much as the item.
    const half = Math.max(1, window >> 1)
    return (input: unknown, signal?: AbortSignal) => {
      let owed = 0
      const pay = () => {
        if (++owed < half) return
        wire.send({ t: 'credit', id: opened.id, n: owed })
        owed = 0
      }
      const leave = () => {
        settle()
        wire.send({ t: 'cancel', id: opened.id })
      }
      const reader = new Reader<unknown>(pay, leave)
      if (signal?.aborted === true) {
        reader.end()
        return reader
      }
      let opened: Opened
      try {
        opened = start({ op, input, credit: window }, (frame) => {
          if (frame.t === 'item') return reader.push(frame.value)
          settle()
          reader.end(frame.t === 'end' ? null : failure(frame))
        })
      } catch (error) {
        reader.end(error as Error)
        return reader
      }
      const settle = onAbort(signal, opened.forget, () => reader.stop())
      return reader
    }
  }

  return mapOps(contract, (op, spec) => (spec.kind === 'call' ? ask(op) : read(op, spec))) as Client<C>
}

/** Does `then` once the signal aborts. The returned function calls that off, and forgets the operation. */
function onAbort(signal: AbortSignal | undefined, forget: () => void, then: () => void): () => void {
  const settle = () => {
    forget()
    signal?.removeEventListener('abort', listen)
  }
  const listen = () => {
    settle()
    then()
  }
  signal?.addEventListener('abort', listen, { once: true })
  return settle
}

function failure(frame: Frame): AppError {
  return frame.t === 'fail' ? new AppError(frame.error.code, frame.error.params, frame.error.detail) : new AppError('rpc.bad-frame')
}

function mapOps(contract: Contract, make: (op: string, spec: Op) => unknown): Record<string, Record<string, unknown>> {
  const verbs = (noun: string, ops: Record<string, Op>) => Object.entries(ops).map(([verb, spec]) => [verb, make(`${noun}.${verb}`, spec)])
  return Object.fromEntries(Object.entries(contract).map(([noun, ops]) => [noun, Object.fromEntries(verbs(noun, ops))]))
}
