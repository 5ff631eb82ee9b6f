import { AppError, appError, type ErrorCode, type Params } from '../../../shared/errors.ts'

type Rule = [pattern: RegExp, code: ErrorCode, params?: (match: RegExpExecArray) => Params]

/**
 * Sentences of the engine that mean one thing only, wherever they come from: an answer's body or an `errorDetail` in a stream.
 * Wordings of moby 20.10 to 28 and Podman 4, see each daemon's `errdefs`; the status alone says less.
 */
const RULES: readonly Rule[] = [
  [/no space left on device/i, 'engine.no-space'],
  [/toomanyrequests|rate limit/i, 'image.rate-limited'],
  [/pull access denied|requested access to the resource is denied|(?:unauthorized|denied): /i, 'image.pull-denied'],
  [
    /(?:Bind for|listen tcp4?|listen udp4?|bind:?) ?\[?([\d.:a-f]*?)\]?:(\d{1,5})(?:: bind)?.*(?:port is already allocated|address already in use)/i,
    'container.port-taken',
    ([, ip, port]) => ({ ip: ip ?? '', port: Number(port) }),
  ],
  [/port is already allocated|address already in use/i, 'container.port-taken'],
  [
    /name "\/?([^"]+)" is already in use(?: by container "?([a-f0-9]{64})"?)?/i,
    'container.name-taken',
    ([, name, holder]) => ({ name: name ?? '', holder: holder ?? '' }),
  ],
  [/No such image|image not known|unable to find .* in local storage/i, 'image.not-found'],
  [/No such container|no container with (?:name or )?id/i, 'container.not-found'],
]

/** A more precise error where the engine's words allow one; any other comes back as it was. */
export function refine(error: unknown): unknown {
  if (!(error instanceof AppError) || !error.code.startsWith('engine.') || error.detail === undefined) return error
  return fromWords(error.detail) ?? error
}

/** The error that an engine's sentence stands for; null for one that is not known. */
export function fromWords(words: string): AppError | null {
  for (const [pattern, code, params] of RULES) {
    const match = pattern.exec(words)
    if (match !== null) return appError(code, params?.(match) ?? {}, words)
  }
  return null
}
