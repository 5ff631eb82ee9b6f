import type { Client, Contract, Stream } from './define.ts'
import { AppError } from './error.ts'
import { Reader } from './reader.ts'
import type { Frame, Wire } from './wire.ts'

type Sink = (frame: Frame) => void

/** A typed client over one wire. It knows no operation by name; the types do. After the wire closes every call fails with `rpc.disconnected`. */
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

  /** Opens one operation; the returned function forgets it. */
  function start(op: string, input: unknown, credit: number | undefined, sink: Sink): { id: number; forget: () => void } {
    if (closed) throw new AppError('rpc.disconnected')
    const id = ++last
    open.set(id, sink)
    wire.send(credit === undefined ? { t: 'open', id, op, input } : { t: 'open', id, op, input, credit })
    return { id, forget: () => open.delete(id) }
  }

  const ask = (op: string) => (input: unknown, signal?: AbortSignal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted === true) return reject(new AppError('rpc.cancelled'))
      const onAbort = () => {
        forget()
        wire.send({ t: 'cancel', id })
        reject(new AppError('rpc.cancelled'))
      }
      const { id, forget } = start(op, input, undefined, (frame) => {
        forget()
        signal?.removeEventListener('abort', onAbort)
        if (frame.t === 'end') resolve(frame.value)
        else reject(failure(frame))
      })
      signal?.addEventListener('abort', onAbort, { once: true })
    })

  const read =
    (op: string, { window }: Stream) =>
    (input: unknown, signal?: AbortSignal) => {
      let owed = 0
      const reader = new Reader<unknown>(
        () => {
          // Paid back in half windows: a credit frame an item would cost as much as the item.
          if (++owed < Math.max(1, window >> 1)) return
          wire.send({ t: 'credit', id, n: owed })
          owed = 0
        },
        () => stop(),
      )
      const onAbort = () => {
        stop()
        reader.end()
      }
      const stop = () => {
        settle()
        wire.send({ t: 'cancel', id })
      }
      const settle = () => {
        forget()
        signal?.removeEventListener('abort', onAbort)
      }
      const { id, forget } = start(op, input, window, (frame) => {
        if (frame.t === 'item') return reader.push(frame.value)
        settle()
        reader.end(frame.t === 'end' ? null : failure(frame))
      })
      if (signal?.aborted === true) onAbort()
      else signal?.addEventListener('abort', onAbort, { once: true })
      return reader
    }

  return mapOps(contract, (op, spec) => (spec.kind === 'call' ? ask(op) : read(op, spec))) as Client<C>
}

function failure(frame: Frame): AppError {
  return frame.t === 'fail' ? new AppError(frame.error.code, frame.error.params, frame.error.detail) : new AppError('rpc.bad-frame')
}

function mapOps<C extends Contract>(
  contract: C,
  make: (op: string, spec: C[string][string]) => unknown,
): Record<string, Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(contract).map(([noun, ops]) => [
      noun,
      Object.fromEntries(Object.entries(ops).map(([verb, spec]) => [verb, make(`${noun}.${verb}`, spec as C[string][string])])),
    ]),
  )
}
