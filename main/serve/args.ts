import { parseArgs } from 'node:util'

/** What the command line of the browser form says. */
export type ServeArgs = {
  /** Docker host; undefined = chosen as the docker CLI chooses it. */
  host: string | undefined
  /** 0 = any free one. */
  port: number
  open: boolean
  /** Lets root-equivalent containers be created from the page without a question on this side (promises.md, T24). */
  allowDangerous: boolean
}

export const USAGE = `Usage: npm run serve -- [options]

  --host URL           Docker host, as in DOCKER_HOST (default: as the docker CLI chooses it)
  --port N             port on 127.0.0.1 (default: any free one)
  --no-open            do not open a browser
  --allow-dangerous    let the page create containers that amount to root on the host
  --help               this text
`

export type ParsedArgs = { ok: true; args: ServeArgs } | { ok: false; help: boolean; problem: string }

/** @param argv without node and script. Unknown options, stray words and bad values are problems, never guessed at. */
export function parseServeArgs(argv: readonly string[]): ParsedArgs {
  try {
    const { values } = parseArgs({
      args: [...argv],
      strict: true,
      allowPositionals: false,
      options: {
        host: { type: 'string' },
        port: { type: 'string' },
        'no-open': { type: 'boolean' },
        'allow-dangerous': { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    })
    if (values.help === true) return { ok: false, help: true, problem: '' }
    const port = values.port === undefined ? 0 : parsePort(values.port)
    if (port === null) return { ok: false, help: false, problem: `--port wants a number from 1 to 65535, not "${values.port ?? ''}"` }
    if (values.host === '') return { ok: false, help: false, problem: '--host wants an address like unix:///var/run/docker.sock' }
    return {
      ok: true,
      args: { host: values.host, port, open: values['no-open'] !== true, allowDangerous: values['allow-dangerous'] === true },
    }
  } catch (error) {
    return { ok: false, help: false, problem: error instanceof Error ? error.message : String(error) }
  }
}

function parsePort(text: string): number | null {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0
  return port >= 1 && port <= 65_535 ? port : null
}
