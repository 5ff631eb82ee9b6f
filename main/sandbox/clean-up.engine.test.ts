import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { childrenOf, exited, until } from './processes.ts'
import { startSandbox } from './start.ts'
import { findTraces, processesInside } from './traces.ts'

const COMMAND = fileURLToPath(new URL('./index.ts', import.meta.url))
const NOTHING = { processes: [], mounts: [], cgroups: [], files: [] }

type Started = {
  readonly child: ChildProcess
  readonly dir: string
  readonly out: string
  readonly wrapper: number
  readonly inside: string[]
}

/** Runs the command as a user does and waits for the line it prints. */
const start = async (): Promise<Started> => {
  const dir = mkdtempSync(join(tmpdir(), 'gantry-t-'))
  const child = spawn(process.execPath, ['--import', 'tsx', COMMAND, '--empty', '--dir', dir], { stdio: ['ignore', 'pipe', 'inherit'] })
  let out = ''
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString()
  })
  expect(await until(() => out.includes('\n') || child.exitCode !== null, 30_000)).toBe(true)
  const mark = JSON.parse(readFileSync(join(dir, 'gantry-sandbox.json'), 'utf8')) as { wrapper: number }
  const [unshare = 0] = childrenOf(mark.wrapper)
  return { child, dir, out, wrapper: mark.wrapper, inside: processesInside(childrenOf(unshare)[0] ?? 0) }
}

const commandOf = (pid: number): string => basename(readFileSync(`/proc/${String(pid)}/cmdline`, 'utf8').split('\0')[0] ?? '')

const isGone = ({ dir, inside, child }: Started): boolean => JSON.stringify(findTraces(dir, inside, child.pid)) === JSON.stringify(NOTHING)

describe('npm run sandbox', () => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    it(`prints the host alone, and leaves nothing behind after ${signal}`, async () => {
      const sandbox = await start()
      expect(sandbox.out).toBe(`export DOCKER_HOST=unix://${sandbox.dir}/docker.sock\n`)
      expect(sandbox.inside.length).toBeGreaterThan(3)
      sandbox.child.kill(signal)
      await exited(sandbox.child)
      expect(sandbox.child.exitCode).toBe(0)
      expect(findTraces(sandbox.dir, sandbox.inside, sandbox.child.pid)).toEqual(NOTHING)
    })
  }

  it('leaves nothing behind of an engine that was stopped', async () => {
    const sandbox = await start()
    const [pid = 0] = sandbox.inside.map((one) => Number(one.split(' ')[0])).filter((one) => commandOf(one).startsWith('dockerd'))
    expect(pid).toBeGreaterThan(0)
    process.kill(pid, 'SIGSTOP')
    sandbox.child.kill('SIGINT')
    await exited(sandbox.child)
    expect(findTraces(sandbox.dir, sandbox.inside, sandbox.child.pid)).toEqual(NOTHING)
  })

  it('leaves nothing behind when it is killed', async () => {
    const sandbox = await start()
    sandbox.child.kill('SIGKILL')
    await until(() => isGone(sandbox), 30_000)
    expect(findTraces(sandbox.dir, sandbox.inside, sandbox.child.pid)).toEqual(NOTHING)
  })

  it('clears at the next start what even its keeper could not', async () => {
    const sandbox = await start()
    const keeper = childrenOf(sandbox.wrapper)[0] ?? 0
    process.kill(sandbox.wrapper, 'SIGKILL')
    sandbox.child.kill('SIGKILL')
    expect(await until(() => findTraces('/nowhere', sandbox.inside).processes.length === 0, 30_000)).toBe(true)
    expect(keeper).toBeGreaterThan(0)
    expect(readdirSync(sandbox.dir)).toContain('gantry-sandbox.json')
    const next = await startSandbox({ dir: sandbox.dir, withRegistry: false, publish: false })
    const inside = processesInside(next.initPid)
    await next.stop()
    expect(findTraces(sandbox.dir, inside)).toEqual(NOTHING)
  })

  it('refuses a folder in which another one runs', async () => {
    const sandbox = await start()
    await expect(startSandbox({ dir: sandbox.dir })).rejects.toMatchObject({ params: { reason: 'running', pid: sandbox.child.pid } })
    sandbox.child.kill('SIGTERM')
    await exited(sandbox.child)
    expect(findTraces(sandbox.dir, sandbox.inside, sandbox.child.pid)).toEqual(NOTHING)
  })
})
