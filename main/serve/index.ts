import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { fileURLToPath } from 'node:url'
import manifest from '../../package.json' with { type: 'json' }
import { type BackendConfig, createBackend } from '../backend.ts'
import { answer, surviveSurprises } from '../lib/answer.ts'
import { localSandbox } from '../lib/local-sandbox.ts'
import { dataDir } from '../lib/paths.ts'
import { parseServeArgs, type ServeArgs, USAGE } from './args.ts'
import { openBrowser } from './open-browser.ts'
import { startServer, type WebServer } from './server.ts'
import { whatEnds } from './what-ends.ts'

/** Beside us in the build; in development Vite serves the page. */
const ASSETS = fileURLToPath(new URL('../renderer-web/', import.meta.url))

function config(args: ServeArgs): BackendConfig {
  return {
    version: manifest.version,
    form: 'browser',
    platform: process.platform,
    env: process.env,
    home: homedir(),
    dataDir: dataDir(process.platform, process.env, homedir()),
    ...(args.host === undefined ? {} : { host: args.host }),
    sandbox: localSandbox(),
    confirmDanger: args.allowDangerous ? () => Promise.resolve(true) : null,
  }
}

const log = (line: string) => void process.stderr.write(`${line}\n`)

async function main(): Promise<void> {
  const parsed = parseServeArgs(process.argv.slice(2))
  if (!parsed.ok) {
    if (parsed.help) return void process.stdout.write(USAGE)
    process.stderr.write(`${parsed.problem}\n\n${USAGE}`)
    process.exitCode = 2
    return
  }
  surviveSurprises(log)
  const settings = config(parsed.args)
  const backend = createBackend(settings)
  let server: WebServer
  try {
    server = await startServer({
      port: parsed.args.port,
      assets: existsSync(ASSETS) ? ASSETS : null,
      onWire: (wire) => answer(backend, wire, log),
    })
  } catch (error) {
    await backend.close()
    process.stderr.write(`${whyNot(error, parsed.args.port)}\n`)
    process.exitCode = 1
    return
  }
  process.stdout.write(`Gantry is at ${server.newLink()}\n`)
  const forget = parsed.args.open ? await openBrowser(server.newLink(), settings.dataDir, process.platform, process.env) : null
  stopOnSignals(async () => {
    const ends = whatEnds(backend.unfinished(), backend.unsaved())
    if (ends !== '') process.stdout.write(`\n${ends}\n`)
    await Promise.all([server.close(), backend.close(), forget?.()])
  })
  newLinkOnEnter(server)
}

/** Who lost the link, or wants a second tab, presses Enter where Gantry runs. */
function newLinkOnEnter(server: WebServer): void {
  if (!process.stdin.isTTY) return
  process.stdin.on('data', () => process.stdout.write(`Gantry is at ${server.newLink()}\n`))
  process.stdin.unref()
}

/** A second signal, or two seconds, ends us without ceremony. */
function stopOnSignals(close: () => Promise<void>): void {
  let stopping = false
  const stop = () => {
    if (stopping) process.exit(1)
    stopping = true
    setTimeout(() => process.exit(1), 1_900).unref()
    close().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop)
}

function whyNot(error: unknown, port: number): string {
  const code = (error as NodeJS.ErrnoException).code
  if (code === 'EADDRINUSE') return `Port ${String(port)} is in use by another program. Choose another with --port, or leave it out.`
  if (code === 'EACCES') return `This user may not listen on port ${String(port)}. Choose one above 1023.`
  return error instanceof Error ? error.message : String(error)
}

await main()
