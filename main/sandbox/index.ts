import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { AppError } from '../../shared/errors.ts'
import { inWords, progressInWords } from './command-text.ts'
import { startSandbox } from './start.ts'
import type { Sandbox } from './types.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    serve: { type: 'boolean', default: false },
    empty: { type: 'boolean', default: false },
    dir: { type: 'string', default: join(tmpdir(), 'gantry-sandbox') },
    port: { type: 'string' },
    'no-open': { type: 'boolean', default: false },
  },
})

const say = (text: string): void => {
  process.stderr.write(`${text}\n`)
}

/** The browser form, built beside us, on the sandbox's engine. Its one line goes to our standard output. */
const serve = (sandbox: Sandbox): void => {
  const script = fileURLToPath(new URL('./serve.js', import.meta.url))
  if (!existsSync(script)) {
    say('The browser form does not stand beside this command: run `npm run sandbox -- --serve`.')
    return
  }
  const options = [...(values.port === undefined ? [] : ['--port', values.port]), ...(values['no-open'] ? ['--no-open'] : [])]
  const child = spawn(process.execPath, [script, '--host', sandbox.host, ...options], { stdio: ['inherit', 'inherit', 'inherit'] })
  process.once('exit', () => child.kill('SIGTERM'))
}

const main = async (): Promise<number> => {
  const abort = new AbortController()
  const ended = new Promise<void>((resolve) => {
    abort.signal.addEventListener('abort', () => resolve())
  })
  // A second Ctrl-C must not cut the clean-up short; the namespace would finish it, but unseen.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => abort.abort())
  if (positionals.length > 0) say(`Ignored: ${positionals.join(' ')}`)
  try {
    const sandbox = await startSandbox({
      dir: values.dir,
      seed: !values.empty,
      signal: abort.signal,
      onProgress: (step) => say(progressInWords(step)),
    })
    say(`The registry is at ${sandbox.registry}. Ctrl-C ends the sandbox and removes everything it made.`)
    process.stdout.write(`export DOCKER_HOST=${sandbox.host}\n`)
    if (values.serve) serve(sandbox)
    await ended
    say('Removing the sandbox…')
    await sandbox.stop()
    return 0
  } catch (error) {
    if (abort.signal.aborted) return 0
    say(error instanceof AppError ? inWords(error) : String(error))
    return 1
  }
}

process.exitCode = await main()
process.exit()
