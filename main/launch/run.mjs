import { spawn } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
export const at = (...parts) => join(ROOT, ...parts)
/** Where the build goes; the same variable as in vite.config.ts. */
export const out = (...parts) => at(process.env.GANTRY_OUT ?? 'out', ...parts)

/** Runs a program quietly. Resolves with its exit code and the end of what it said; every line goes to `onLine`. */
export const quietly = (command, args, { onLine = () => undefined, env = process.env } = {}) =>
  new Promise((resolve) => {
    const child = spawn(command, args, { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] })
    let tail = ''
    const read = (chunk) => {
      tail = (tail + chunk).slice(-6000)
      for (const line of String(chunk).split(/[\r\n]+/)) if (line.trim() !== '') onLine(line.trim())
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.once('error', (error) => resolve({ code: 127, tail: error.message }))
    child.once('close', (code) => resolve({ code: code ?? 1, tail }))
  })

/**
 * Runs a program on our terminal. Signals of the terminal reach it by itself; the others are passed on.
 * Resolves with its exit code, 128 + n style for signals.
 */
export const attached = (command, args, { env = process.env, stdio = 'inherit' } = {}) =>
  new Promise((resolve) => {
    const child = spawn(command, args, { cwd: ROOT, env, stdio })
    const pass = (signal) => child.kill(signal)
    const wait = () => undefined
    process.on('SIGTERM', pass).on('SIGHUP', pass).on('SIGINT', wait)
    const end = (code) => {
      process.off('SIGTERM', pass).off('SIGHUP', pass).off('SIGINT', wait)
      resolve(code)
    }
    child.once('error', () => end(127))
    child.once('close', (code, signal) => end(code ?? (signal === 'SIGINT' ? 130 : 143)))
  })

/** Arguments that make Node run one of our TypeScript files. */
export const typescript = (file) => ['--import', 'tsx', at(file)]
