import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

export type ServedApp = {
  /** Good for one entry. */
  link: string
  dataDir: string
  /** The backend's process. */
  pid: number
  /** All the backend wrote to its standard error. */
  stderr(): string
  /** As Ctrl-C; resolves with its exit code. */
  stop(): Promise<number | null>
}

export type ServeOptions = {
  /** `unix:///…`; undefined = found as the docker CLI does. */
  host?: string | undefined
  args?: string[]
  env?: Record<string, string>
  /** Kept when given, made and removed otherwise. */
  dataDir?: string
  /** The build to start: `out`, or what GANTRY_OUT named. */
  out?: string
}

const LINE = /^Gantry is at (http:\/\/127\.0\.0\.1:\d+\/#[A-Za-z0-9_-]{43})$/

const OURS = /^(DOCKER_|CONTAINER_HOST|HOME$|XDG_|DISPLAY$|WAYLAND_)/
/** Nothing of the machine's own Docker reaches a test: HOME and DOCKER_* are ours. */
export function cleanEnv(home: string): Record<string, string> {
  const kept = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined && !OURS.test(entry[0]))
  return { ...Object.fromEntries(kept), HOME: home }
}

/** Starts the built browser form on any free port, with a data folder and a home of its own. */
export async function serveApp(options: ServeOptions = {}): Promise<ServedApp> {
  const home = await mkdtemp(join(tmpdir(), 'gantry-home-'))
  const dataDir = options.dataDir ?? join(home, 'data')
  const out = options.out ?? process.env['GANTRY_OUT'] ?? 'out'
  const script = fileURLToPath(new URL(`../${out}/main/serve.js`, import.meta.url))
  const host = options.host === undefined ? [] : ['--host', options.host]
  const child = spawn(process.execPath, [script, '--no-open', ...host, ...(options.args ?? [])], {
    env: { ...cleanEnv(home), GANTRY_DATA_DIR: dataDir, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const gone = once(child, 'close') as Promise<[number | null]>
  let errors = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text
  })
  const stop = async () => {
    if (child.exitCode === null) child.kill('SIGINT')
    const [code] = await gone
    await rm(home, { recursive: true, force: true })
    return code
  }
  const line = await Promise.race([once(createInterface(child.stdout), 'line'), gone]).then(([first]: unknown[]) => String(first))
  const link = LINE.exec(line)?.[1]
  if (link === undefined) {
    await stop()
    throw new Error(`Gantry did not start: ${line} ${errors}`)
  }
  return { link, dataDir, pid: child.pid ?? 0, stderr: () => errors, stop }
}
