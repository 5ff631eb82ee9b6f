import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { ensurePackages, findProgram } from './debian.mjs'
import { findElectron } from './electron.mjs'
import { prepare } from './prepare.mjs'
import { at, attached, quietly, typescript } from './run.mjs'
import { step } from './say.mjs'
import { readJson, sum, summarizePlaywright, summarizeVitest } from './totals.mjs'

const VITEST = at('node_modules/vitest/vitest.mjs')
const PLAYWRIGHT = at('node_modules/@playwright/test/cli.js')
const CONFIG = at('e2e/playwright.config.ts')

/** Packages, build and the system's programs, then `work`. */
export const withTools = async (work) => {
  await prepare()
  await ensurePackages()
  return work()
}

const engineObstacle = () => {
  if (process.platform !== 'linux') return `a private engine needs Linux, this is ${process.platform}`
  if (process.getuid?.() !== 0) return 'a private engine needs root'
  const missing = ['dockerd', 'docker', 'docker-registry', 'busybox', 'ip'].filter((name) => findProgram(name) === undefined)
  return missing.length > 0 ? `not installed: ${missing.join(', ')}` : undefined
}

/** The engine every test of the run shares. It ends with its standard input, so also when we are killed. */
const startEngine = async () => {
  const child = spawn(process.execPath, typescript('e2e/rig/shared-engine.ts'), { cwd: at(), stdio: ['pipe', 'pipe', 'inherit'] })
  const first = await new Promise((resolve) => {
    createInterface(child.stdout)
      .once('line', resolve)
      .once('close', () => resolve(undefined))
  })
  if (first === undefined) throw new Error('The shared engine did not start: see above.')
  const stop = () =>
    new Promise((resolve) => {
      if (child.exitCode !== null) resolve()
      child.once('exit', resolve)
      child.stdin.end()
    })
  return { env: JSON.parse(first), stop }
}

const skippedProject = async (label, reason, command) => {
  const { tail } = await quietly(process.execPath, command)
  const count = Math.max(1, Number(/Total: (\d+) tests?/.exec(tail)?.[1] ?? tail.split('\n').filter((line) => line.includes(' > ')).length))
  return { passed: 0, failed: 0, skipped: count, skips: [`${label}, ${count} tests: ${reason}`], failures: [] }
}

const vitest = async (projects, env, folder, filters) => {
  const file = join(folder, 'vitest.json')
  const names = projects.flatMap((name) => ['--project', name])
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const code = await attached(process.execPath, [VITEST, 'run', ...names, ...reporters, ...filters], { env })
  return summarizeVitest(readJson(file), code, at())
}

const playwright = async (projects, env, folder) => {
  const file = join(folder, 'playwright.json')
  const names = projects.map((name) => `--project=${name}`)
  const code = await attached(process.execPath, [PLAYWRIGHT, 'test', '-c', CONFIG, ...names, '--reporter=list,json'], {
    env: { ...env, PLAYWRIGHT_JSON_OUTPUT_NAME: file },
  })
  return summarizePlaywright(readJson(file), code)
}

/** Unit and engine tests, then the journeys in the browser and, where Electron is, in the desktop window. */
const runAll = async (env, engineMissing, folder) => {
  const parts = []
  parts.push(await vitest(engineMissing === undefined ? ['unit', 'dom', 'engine'] : ['unit', 'dom'], env, folder, []))
  if (engineMissing !== undefined) parts.push(await skippedProject('engine tests', engineMissing, [VITEST, 'list', '--project', 'engine']))
  if (!existsSync(CONFIG)) return parts
  const list = (project) => [PLAYWRIGHT, 'test', '-c', CONFIG, '--list', `--project=${project}`]
  const chromium = process.env.CHROMIUM_PATH ?? findProgram('chromium')
  const noBrowser = engineMissing ?? (chromium === undefined ? 'Chromium is not installed' : undefined)
  const noDesktop = engineMissing ?? (findElectron() === undefined ? "Electron's program is not on this machine" : undefined)
  const projects = [...(noBrowser === undefined ? ['chromium'] : []), ...(noDesktop === undefined ? ['desktop'] : [])]
  const withBrowser = chromium === undefined ? env : { CHROMIUM_PATH: chromium, ...env }
  if (projects.length > 0) parts.push(await playwright(projects, withBrowser, folder))
  if (noBrowser !== undefined) parts.push(await skippedProject('journeys in Chromium', noBrowser, list('chromium')))
  if (noDesktop !== undefined) parts.push(await skippedProject('journeys in the desktop window', noDesktop, list('desktop')))
  return parts
}

const report = (parts) => {
  const { passed, failed, skipped, skips, failures } = sum(parts)
  for (const skip of skips) console.log(`skipped: ${skip}`)
  // Once more at the end: what failed first is thousands of lines above.
  for (const failure of failures) console.log(`failed: ${failure}`)
  console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`)
  return failed > 0 || passed === 0 ? 1 : 0
}

/** `npm test`. With file names: only the unit and engine tests in them. */
export const test = (filters) =>
  withTools(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'gantry-test-'))
    const engineMissing = engineObstacle()
    const engine = engineMissing === undefined ? await step('Starting the engine of this run', startEngine) : undefined
    const env = { ...process.env, ...engine?.env }
    try {
      const parts =
        filters.length > 0 ? [await vitest(['unit', 'dom', 'engine'], env, folder, filters)] : await runAll(env, engineMissing, folder)
      return report(parts)
    } catch (error) {
      return report([{ passed: 0, failed: 1, skipped: 0, skips: [], failures: [error instanceof Error ? error.message : String(error)] }])
    } finally {
      await engine?.stop()
      rmSync(folder, { recursive: true, force: true })
    }
  })
