import { type AppError, appError } from '../../../shared/errors.ts'

/** Who holds a host port, as far as the engine knows. */
export type PortHolder = { name: string; id: string }

/** The host address and port that a failed start could not have, null when that was not the reason. */
export function takenPort(words: string): { ip: string; port: number } | null {
  // dockerd's allocator, then its userland proxy, then Podman's rootlessport and conmon
  const match =
    /Bind for (\S+):(\d+) failed: port is already allocated/.exec(words) ??
    /(?:listen (?:tcp|udp|sctp)[46]? |TCP socket[^:]*: )(\S*):(\d+): bind: address already in use/.exec(words) ??
    /bind host port (?:for )?(\S*?):(\d+)(?:[:/]\S*)?: address already in use/.exec(words) ??
    /(\S*?):(\d+)(?:\/\w+)?: (?:bind: )?address already in use/i.exec(words)
  if (match === null) return null
  const port = Number(match[2])
  return Number.isInteger(port) && port > 0 && port < 65_536 ? { ip: match[1] ?? '', port } : null
}

const NO_COMMAND =
  /executable file not found in \$PATH|exec: "[^"]*": (?:stat|is a directory|permission denied)|no such file or directory: unknown$|starting container process caused.*no such file/

/** `exec: "foo": executable file not found in $PATH` -> foo; null when the start failed of something else. */
export function missingCommand(words: string): string | null {
  if (!NO_COMMAND.test(words) || /mount/i.test(words)) return null
  return /exec: "([^"]*)"/.exec(words)?.[1] ?? /exec ([^\s:]+): /.exec(words)?.[1] ?? ''
}

/** A failed start in the terms of what the user can do: free the port, mend the command, else read the engine's words. */
export function toStartError(words: string, holder: PortHolder | null): AppError {
  const taken = takenPort(words)
  if (taken !== null) {
    const by = holder === null ? 'unknown' : 'container'
    return appError('container.port-taken', { port: taken.port, by, holder: holder?.name ?? '', holderId: holder?.id ?? '' }, words)
  }
  const command = missingCommand(words)
  if (command !== null) return appError('container.command-not-found', { command }, words)
  return appError('container.start-failed', {}, words)
}
