import type { WireError } from './error.ts'

/** A pipe that carries whole frames in order. Everything above it is transport-blind. */
export type Wire = {
  /** Silently does nothing once the wire is closed. Throws when the frame holds what no wire carries (a function, a BigInt). */
  send(frame: Frame): void
  onFrame(listener: (frame: Frame) => void): void
  /** Called once, also when this side closes, also when the wire was closed before. */
  onClose(listener: () => void): void
  close(): void
}

/**
 * `input`, `value` are JSON values, or, in `item` and `end`, one whole `Uint8Array`.
 * JSON rules hold although a MessagePort would carry more: a key whose value is `undefined` is absent, NaN is `null`,
 * a Date is text, bytes inside an object are not bytes any more.
 */
export type Frame =
  | { t: 'open'; id: number; op: string; input: unknown; credit?: number }
  | { t: 'item'; id: number; value: unknown }
  | { t: 'end'; id: number; value?: unknown }
  | { t: 'fail'; id: number; error: WireError }
  | { t: 'credit'; id: number; n: number }
  | { t: 'cancel'; id: number }

/** Ids fit the 32 bits they have in a binary frame. */
const MAX_ID = 0xffff_ffff

export const isId = (value: unknown): value is number => Number.isInteger(value) && (value as number) > 0 && (value as number) <= MAX_ID

const isParam = (value: unknown) => typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'

function isWireError(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  const { code, params, detail } = value as Record<string, unknown>
  if (typeof code !== 'string' || (detail !== undefined && typeof detail !== 'string')) return false
  return params === undefined || (typeof params === 'object' && params !== null && Object.values(params).every(isParam))
}

/**
 * What came off a wire as a frame, or null when it is none. Total: takes anything.
 * The peer may be a page with a stolen token or a process of another make: nothing about it is taken on trust.
 */
export function asFrame(value: unknown): Frame | null {
  if (typeof value !== 'object' || value === null) return null
  const f = value as Record<string, unknown>
  if (!isId(f['id'])) return null
  switch (f['t']) {
    case 'open':
      return typeof f['op'] === 'string' && (f['credit'] === undefined || isId(f['credit'])) ? (value as Frame) : null
    case 'credit':
      return isId(f['n']) ? (value as Frame) : null
    case 'fail':
      return isWireError(f['error']) ? (value as Frame) : null
    case 'item':
    case 'end':
    case 'cancel':
      return value as Frame
    default:
      return null
  }
}
