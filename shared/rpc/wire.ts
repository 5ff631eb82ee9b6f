import type { WireError } from './error.ts'

/** A pipe that carries whole frames in order. Everything above it is transport-blind. */
export type Wire = {
  /** Silently does nothing once the wire is closed. */
  send(frame: Frame): void
  onFrame(listener: (frame: Frame) => void): void
  /** Called once, also when this side closes. */
  onClose(listener: () => void): void
  close(): void
}

export type Frame =
  | { t: 'open'; id: number; op: string; input: unknown; credit?: number }
  | { t: 'item'; id: number; value: unknown }
  | { t: 'end'; id: number; value?: unknown }
  | { t: 'fail'; id: number; error: WireError }
  | { t: 'credit'; id: number; n: number }
  | { t: 'cancel'; id: number }

const isId = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) > 0

function isWireError(value: unknown): boolean {
  return typeof value === 'object' && value !== null && typeof (value as WireError).code === 'string'
}

/**
 * What came off a wire as a frame, or null when it is none.
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
