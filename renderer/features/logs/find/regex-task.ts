import type { Chunk } from '../store/chunk.ts'
import type { Span } from './matcher.ts'

/** What the worker is asked: which lines of a chunk match, or where in some texts. */
export type RegexTask = { text: string; matchCase: boolean; wholeWord?: boolean } & (
  | { kind: 'scan'; chunk: Chunk; from: number }
  | { kind: 'ranges'; texts: readonly string[] }
)

/** Answered in the order asked; `ready` comes first, once. */
export type RegexAnswer = { kind: 'ready' } | { kind: 'scan'; hits: number[] } | { kind: 'ranges'; ranges: Span[][] }
