import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { docker, testHost, uniqueName } from '../../../e2e/rig/engine.ts'
import type { OpenTerminal, Session } from '../../../shared/contract/terminal.ts'
import type { Engine } from '../engine.ts'
import { connectTestEngine } from '../lib/test-engine.ts'
import { type Terminals, terminals } from './index.ts'
import { removeAbandoned } from './leftovers.ts'
import { TestScreen } from './test-screen.ts'

const IMAGE = 'alpine:3.20'
const never = new AbortController().signal
let engine: Engine
let dataDir: string
let all: Terminals
const made: string[] = []

const make = async (command: 'run' | 'create', ...args: string[]): Promise<string> => {
  const name = uniqueName('tbx')
  await docker(testHost(), command, ...(command === 'run' ? ['-d'] : []), '--name', name, ...args)
  made.push(name)
  return (await docker(testHost(), 'inspect', '-f', '{{.Id}}', name)).trim()
}
const open = (container: string, more: Partial<OpenTerminal> = {}): Promise<Session> =>
  all.handlers.open({ container, kind: 'toolbox', image: IMAGE, cols: 120, rows: 24, ...more }, never)
const show = (session: Session) => TestScreen.of(all.handlers, session.id)
/** Of one target, so that other tests of the run do not matter. */
const toolboxes = async (container: string): Promise<string[]> => {
  const name = (await docker(testHost(), 'inspect', '-f', '{{.Name}}', container).catch(() => '/gone')).trim().slice(1)
  return await labelled(name)
}
const labelled = async (name: string): Promise<string[]> =>
  (await docker(testHost(), 'ps', '-aq', '--no-trunc', '--filter', `label=dev.gantry.toolbox.of=${name}`)).split('\n').filter(Boolean)
const ended = async (id: string): Promise<Session> => {
  for await (const sessions of all.handlers.watch({}, never)) {
    const session = sessions.find((one) => one.id === id)
    if (session !== undefined && session.now.state !== 'live') return session
  }
  throw new Error('the watch ended')
}
const close = (session: Session) => all.handlers.close({ session: session.id }, never)

beforeAll(async () => {
  engine = await connectTestEngine(testHost())
  dataDir = await mkdtemp(join(tmpdir(), 'gantry-tbx-'))
  all = terminals(() => engine, { dataDir, env: { DOCKER_CONFIG: dataDir }, home: dataDir })
})
afterAll(async () => {
  await all.close()
  if (made.length > 0) await docker(testHost(), 'rm', '-f', ...made)
  engine.close()
  await rm(dataDir, { recursive: true })
})

describe('a toolbox', () => {
  it('sees processes and files of a container that has no shell, with no power added', async () => {
    const target = await make('run', 'gantry/noshell')
    const session = await open(target)
    expect(session).toMatchObject({ kind: 'toolbox', container: { id: target }, toolbox: { image: IMAGE, root: '/proc/1/root' } })
    const [id = ''] = await toolboxes(target)
    const { HostConfig } = await engine.call<{ HostConfig: { CapAdd: unknown; Privileged: boolean; AutoRemove: boolean } }>({
      path: `/containers/${id}/json`,
    })
    expect(HostConfig).toMatchObject({ CapAdd: null, Privileged: false, AutoRemove: true })
    const program = (await docker(testHost(), 'inspect', '-f', '{{.Path}}', target)).trim()
    const screen = await show(session)
    await screen.type('tr "\\0" " " < /proc/1/cmdline; echo; ls -d /proc/1/root/* | head -3; echo listed-$((1+1))\r')
    await screen.untilText('listed-2')
    expect(screen.text()).toContain(program)
    expect(screen.text()).toMatch(/^\/proc\/1\/root\/\w/m)
    expect(screen.text()).not.toContain('ermission denied')
    expect(await close(session)).toEqual({ ended: true })
    await expect.poll(() => toolboxes(target)).toEqual([])
    expect((await docker(testHost(), 'inspect', '-f', '{{.State.Running}}', target)).trim()).toBe('true')
  })

  it('reaches what the container serves on its own localhost', async () => {
    const target = await make('run', '--network', 'none', 'gantry/web:1.27')
    const session = await open(target)
    const screen = await show(session)
    await screen.type('until wget -q -O /dev/null http://127.0.0.1/; do :; done; echo served-$((40+2))\r')
    await screen.untilText('served-42')
    await close(session)
  })

  it('is the same user, and so sees the files of a process that is not root', async () => {
    const target = await make('run', '--user', '1234:1235', 'alpine:3.20', 'sleep', '1000')
    const session = await open(target)
    const screen = await show(session)
    await screen.type('id -u; id -g; ls -d /proc/1/root/bin/sh && echo seen-$((1+1))\r')
    await screen.untilText('seen-2')
    expect(screen.text()).toMatch(/^1234\n1235$/m)
    await close(session)
  })

  it('goes when its shell ends, and when its container stops', async () => {
    const target = await make('run', 'alpine:3.20', 'sleep', '1000')
    const first = await open(target)
    await (await show(first)).type('exit 3\r')
    expect((await ended(first.id)).now).toEqual({ state: 'ended', code: 3 })
    await expect.poll(() => toolboxes(target)).toEqual([])
    const second = await open(target)
    await docker(testHost(), 'kill', target)
    expect((await ended(second.id)).now.state).toBe('ended')
    await expect.poll(() => toolboxes(target)).toEqual([])
  })

  it('is refused with the host as its process namespace where nobody can be asked', async () => {
    const target = await make('run', '--pid', 'host', 'alpine:3.20', 'sleep', '1000')
    await expect(open(target)).rejects.toMatchObject({ code: 'run.refused' })
    expect(await toolboxes(target)).toEqual([])
  })

  it('says which image is absent, and which cannot be one, and leaves nothing', async () => {
    const target = await make('run', 'alpine:3.20', 'sleep', '1000')
    await expect(open(target, { image: 'no-such-image:1' })).rejects.toMatchObject({
      code: 'image.not-found',
      params: { image: 'no-such-image:1' },
    })
    await expect(open(target, { image: 'gantry/noshell' })).rejects.toMatchObject({ code: 'terminal.no-toolbox' })
    await expect.poll(() => toolboxes(target)).toEqual([])
  })

  it('does not outlive a backend that was killed', async () => {
    const target = await make('run', 'alpine:3.20', 'sleep', '1000')
    const script = join(import.meta.dirname, 'toolbox-child.ts')
    const child = spawn(process.execPath, ['--import', 'tsx', script, testHost(), target, IMAGE], { stdio: ['ignore', 'pipe', 'inherit'] })
    await new Promise((resolve) => child.stdout.once('data', resolve))
    expect(await toolboxes(target)).toHaveLength(1)
    const gone = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGKILL')
    await gone
    // By itself: the input of its main process ended with the connection.
    await expect.poll(() => toolboxes(target), { timeout: 20_000 }).toEqual([])
  })

  it('that did outlive it is removed at the next start, and no one else’s', async () => {
    const name = uniqueName('left')
    const owner = (await import('./owner.ts')).ownerLabel()
    const dead = owner.replace(/\/\d+\/.*/, '/4190000/1')
    const run = async (suffix: string, label: string, ...how: string[]) => {
      made.push(`toolbox-of-${name}-${suffix}`)
      const labels = ['--label', `dev.gantry.toolbox=${label}`, '--label', `dev.gantry.toolbox.of=${name}`]
      await docker(testHost(), 'run', '-d', '--name', `toolbox-of-${name}-${suffix}`, ...labels, ...how)
    }
    const ours = ['-i', '--rm', '--entrypoint', 'cat', 'alpine:3.20']
    await run('dead', dead, ...ours)
    await run('mine', owner, ...ours)
    await run('foreign', 'elsewhere/4190000/1', ...ours)
    // What a user runs of a commit of a copy inherits its labels.
    await run('users', dead, 'alpine:3.20', 'sleep', '1000')
    await removeAbandoned(engine)
    const left = await docker(testHost(), 'ps', '-a', '--format', '{{.Names}}', '--filter', `label=dev.gantry.toolbox.of=${name}`)
    expect(left.trim().split('\n').toSorted()).toEqual(['foreign', 'mine', 'users'].map((suffix) => `toolbox-of-${name}-${suffix}`))
    made.splice(made.indexOf(`toolbox-of-${name}-dead`), 1)
  })
})

describe('a copy of a stopped container', () => {
  it('has its files, no network, and goes with its image', async () => {
    const target = await make('run', '--label', 'com.docker.compose.project=shop', 'alpine:3.20', 'sh', '-c', 'echo kept > /note; exit 3')
    await docker(testHost(), 'wait', target)
    const session = await open(target, { kind: 'copy' })
    const screen = await show(session)
    await screen.type('cat /note; ls /sys/class/net; rm /note; echo done-$((1+1))\r')
    await screen.untilText('done-2')
    expect(screen.text()).toMatch(/^kept\n\x6co$/m)
    const [copy = ''] = await toolboxes(target)
    const format = '{{.Image}} {{index .Config.Labels "com.docker.compose.project"}}'
    const [image = '', project] = (await docker(testHost(), 'inspect', '-f', format, copy)).trim().split(' ')
    expect(project).toBeUndefined()
    expect(await close(session)).toEqual({ ended: true })
    expect(await toolboxes(target)).toEqual([])
    await expect(docker(testHost(), 'image', 'inspect', image)).rejects.toThrow()
    // What was changed in the copy was not changed in the container.
    await docker(testHost(), 'cp', `${target}:/note`, join(dataDir, 'note'))
  })

  it('without a shell in it leaves neither container nor image', async () => {
    const target = await make('create', 'gantry/noshell')
    const images = () => docker(testHost(), 'images', '-aq', '--filter', 'label=dev.gantry.toolbox')
    const before = await images()
    await expect(open(target, { kind: 'copy' })).rejects.toMatchObject({ code: 'terminal.no-toolbox' })
    await expect.poll(() => toolboxes(target)).toEqual([])
    expect(await images()).toBe(before)
  })
})
