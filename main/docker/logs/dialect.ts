import type { EngineInfo } from '../../../shared/contract/hosts.ts'
import type { Stamp } from '../lib/stamp.ts'

/** In what an engine's log API differs from Docker's. Observed on Podman 4.3; the versions are those of its source. */
export type LogDialect = {
  /** Podman's own API frames the log of a terminal too: its parts end anywhere, not every 16 KiB as Docker's, and raw would be lost. */
  framesTty: boolean
  /** Stamps have no fraction (RFC 3339), although `since` and `until` go by the nanosecond: Podman before 5.8. */
  wholeSeconds: boolean
  /** `since` and `until` leave their own moment out and are read as a float, which is off by some hundred nanoseconds: Podman. */
  exclusive: boolean
  /** In a tail, parts of a line are put behind the line before it, in the wrong order: Podman before 4.7 (its issue 19545). */
  garblesTail: boolean
  /**
   * Once a container has stopped, whoever follows its log and is not yet at its end gets only some of the rest: Podman, which
   * reads on for 250 ms and from then on drops lines at random (`StopAtEOF` of nxadm/tail). Who does not follow gets all.
   */
  losesEnd: boolean
  /** Milliseconds that a followed line may come late: Podman looks into the file every 250 ms. */
  late: number
}

const DOCKER: LogDialect = { framesTty: false, wholeSeconds: false, exclusive: false, garblesTail: false, losesEnd: false, late: 0 }

/** How the logs of this engine differ. By its version where that mends something: Podman's as it names itself, `5.8.0`. */
export function dialectOf({ kind, version }: EngineInfo): LogDialect {
  if (kind !== 'podman') return DOCKER
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const before = (a: number, b: number) => major < a || (major === a && minor < b)
  return { framesTty: true, wholeSeconds: before(5, 8), exclusive: true, garblesTail: before(4, 7), losesEnd: true, late: 300 }
}

/** The beginning of the second, where stamps have no more. */
export const floorOf = ({ wholeSeconds }: LogDialect, { sec, nano }: Stamp): Stamp => ({ sec, nano: wholeSeconds ? 0 : nano })

/** More than a float is off by, in nanoseconds. */
const SLACK = 1000
const SECOND = 1_000_000_000

/** What to ask for, so that nothing from this stamp on is left out; a few lines before it may come. */
export function askedSince({ exclusive }: LogDialect, { sec, nano }: Stamp): Stamp {
  if (!exclusive || sec === 0) return { sec, nano }
  return nano < SLACK ? { sec: sec - 1, nano: nano + SECOND - SLACK } : { sec, nano: nano - SLACK }
}

/** The same for the end. */
export function askedUntil({ exclusive, wholeSeconds }: LogDialect, { sec, nano }: Stamp): Stamp {
  if (!exclusive) return { sec, nano }
  const end = wholeSeconds ? { sec: sec + 1, nano: SLACK } : { sec, nano: nano + SLACK }
  return end.nano < SECOND ? end : { sec: end.sec + 1, nano: end.nano - SECOND }
}
