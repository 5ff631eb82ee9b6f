import { BatchBuilder } from '../../../shared/log-batch-builder.ts'

/** The lines of one log that wait to be merged with others, or to be sent. */
export class Queue extends BatchBuilder {
  /** Called whenever lines were read into it, with the moment in milliseconds of `performance.now()`: the merge dates them so. */
  came: ((now: number) => void) | null = null
}
