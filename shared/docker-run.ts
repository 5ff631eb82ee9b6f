import type { Mount, Publish, RunSpec } from './contract/run.ts'
import { isSecret } from './secrets.ts'
import { quoteWord } from './shell-words.ts'

/** `8080:80`, `127.0.0.1:5433:5432/udp`, `80` when the engine chooses: the argument of `-p`. */
export function publishArgument({ ip, host, container, protocol }: Publish): string {
  const address = ip === '' ? '' : `${ip.includes(':') ? `[${ip}]` : ip}:`
  const mapping = address === '' && host === null ? `${container}` : `${address}${host ?? ''}:${container}`
  return protocol === 'tcp' ? mapping : `${mapping}/${protocol}`
}

/** The argument of `-v`, and an entry of `HostConfig.Binds`. */
export const mountArgument = ({ source, target, readOnly }: Mount): string => `${source}:${target}${readOnly ? ':ro' : ''}`

/**
 * The `docker run` line that does the same, each argument one word.
 * @param mask replaces values of variables that look secret.
 */
export function dockerRunWords(spec: RunSpec, mask: ((value: string) => string) | null = null): string[] {
  const flags: string[] = []
  if (spec.interactive) flags.push('-it')
  if (spec.detached) flags.push('-d')
  if (spec.remove) flags.push('--rm')
  if (spec.name !== '') flags.push('--name', spec.name)
  for (const port of spec.ports) flags.push('-p', publishArgument(port))
  for (const mount of spec.mounts) flags.push('-v', mountArgument(mount))
  for (const { name, value } of spec.env) flags.push('-e', `${name}=${mask !== null && isSecret(name, value) ? mask(value) : value}`)
  if (spec.restart !== 'no')
    flags.push('--restart', spec.restart === 'on-failure' && spec.maxRetries > 0 ? `on-failure:${spec.maxRetries}` : spec.restart)
  const [entry, ...rest] = spec.entrypoint
  if (entry !== undefined) flags.push('--entrypoint', entry)
  return ['docker', 'run', ...flags, spec.image, ...rest, ...spec.command]
}

/** The same as one line for a POSIX shell. */
export const dockerRunLine = (spec: RunSpec, mask: ((value: string) => string) | null = null): string =>
  dockerRunWords(spec, mask).map(quoteWord).join(' ')
