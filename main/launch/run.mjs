import { spawn } from 'node:child_process'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
export const at = (...parts) => join(ROOT, ...parts)
/** Where the build goes; the same variable as in vite.config.ts. */
export const out = (...parts) => resolve(ROOT, process.env.GANTRY_OUT ?? 'out', ...parts)

/** Runs a program quietly. Resolves with its exit code and the end of what it said; every line goes to `onLine`. */
export const quietly = (command, args, { onLine = () => undefined, env = process.env } = {}) =>
  new Promise((done) => {
    const child = spawn(command, args, { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] })
    let tail = ''
    const read = (chunk) => {
      tail = (tail + chunk).slice(-6000)
      for (const line of String(chunk).split(/[\r\n]+/)) if (line.trim() !== '') onLine(line.trim())
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.once('error', (error) => done({ code: 127, tail: error.message }))
    child.once('close', (code) => done({ code: code ?? 1, tail }))
  })

/** Ctrl-C reaches the whole process group; a SIGINT to us alone has to be passed on. Half a second tells them apart. */
const INTERRUPT_MS = 500

/** Runs a program on our terminal and passes signals on. Resolves with its exit code, 128 + n style for signals. */
export const attached = (command, args, { env = process.env, stdio = 'inherit' } = {}) =>
  new Promise((done) => {
    const child = spawn(command, args, { cwd: ROOT, env, stdio })
    const pass = (signal) => child.kill(signal)
    let timer
    const interrupt = () => {
      timer ??= setTimeout(() => child.kill('SIGINT'), INTERRUPT_MS)
    }
    process.on('SIGTERM', pass).on('SIGHUP', pass).on('SIGINT', interrupt)
    const end = (code) => {
      clearTimeout(timer)
      process.off('SIGTERM', pass).off('SIGHUP', pass).off('SIGINT', interrupt)
      done(code)
    }
    child.once('error', () => end(127))
    child.once('close', (code, signal) => end(code ?? (signal === 'SIGINT' ? 130 : 143)))
  })

/** Arguments that make Node run one of our TypeScript files. */
export const typescript = (file) => ['--import', 'tsx', at(file)]

/** Goes on as another script in this very process: whoever kills us kills it. */
export const become = (file, args) => {
  process.argv = [process.execPath, file, ...args]
  return import(pathToFileURL(file).href)
}
