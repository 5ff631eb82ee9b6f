/** What an exit code says, by the shells' and Docker's conventions (docker run, "Exit status"). Signals are 128 + their number. */
export type ExitMeaning =
  | 'success'
  | 'oom'
  | 'failed'
  | 'misused'
  | 'daemon'
  | 'notExecutable'
  | 'notFound'
  | 'interrupted'
  | 'quit'
  | 'aborted'
  | 'killed'
  | 'crashed'
  | 'terminated'
  | 'signal'

const CODES: Record<number, ExitMeaning> = {
  0: 'success',
  1: 'failed',
  2: 'misused',
  125: 'daemon',
  126: 'notExecutable',
  127: 'notFound',
  130: 'interrupted',
  131: 'quit',
  134: 'aborted',
  137: 'killed',
  139: 'crashed',
  143: 'terminated',
}

/** Highest signal number of Linux. */
const LAST_SIGNAL = 64

export function exitMeaning(code: number, oomKilled: boolean): ExitMeaning {
  // The kernel ends a process over its memory limit with SIGKILL; a shell in between may turn that into another code.
  if (oomKilled && code !== 0) return 'oom'
  return CODES[code] ?? (code > 128 && code <= 128 + LAST_SIGNAL ? 'signal' : 'failed')
}

/** Ended as whoever stopped it wanted, or by itself and well. */
export const isQuietExit = (code: number): boolean => code === 0 || code === 130 || code === 137 || code === 143
