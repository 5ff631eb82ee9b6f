import type { AppError } from '../../../shared/errors.ts'

/**
 * Whether an answer says that the container is gone, or is just being removed: then Docker refuses its log with a 409 ("can not
 * get logs from container which is dead or marked for removal"), and so it stays.
 */
export const isGone = ({ code, detail }: AppError): boolean =>
  code === 'engine.not-found' ||
  ((code === 'engine.conflict' || code === 'engine.failed') && /dead or marked for removal|is marked for removal/i.test(detail ?? ''))

/** Whether the engine answered, and only refused: in the middle of a removal it fails over what is gone already, and then says so. */
export const isRefusal = ({ code }: AppError): boolean => code === 'engine.conflict' || code === 'engine.failed'
