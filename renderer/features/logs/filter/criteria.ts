import type { Query } from '../find/matcher.ts'
import type { Level } from '../lines/level.ts'

/** Which of the two streams is shown; a container with a terminal has one only. */
export type StreamChoice = 'all' | 'stdout' | 'stderr'

/** What the lines of a filtered view have in common. */
export type Criteria = {
  query: Query & { wholeWord: boolean; negate: boolean }
  /** Lines shown on either side of a match. */
  context: number
  stream: StreamChoice
  /** The lowest level shown; 0 = any, lines without one among them. */
  level: Level | 0
  /** Stack traces are folded to their heads. */
  fold: boolean
}

export const CONTEXTS = [0, 1, 3, 10] as const

export const NO_FILTER: Criteria = {
  query: { text: '', matchCase: false, wholeWord: false, regex: false, negate: false },
  context: 0,
  stream: 'all',
  level: 0,
  fold: false,
}

/** Whether any line could be filtered away. */
export const filters = ({ query, stream, level }: Criteria): boolean => query.text !== '' || stream !== 'all' || level > 0
