import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { testHost, uniqueName } from '../../../e2e/rig/engine.ts'
import { never, terminalRig } from '../../../e2e/rig/terminal-rig.ts'
import type { OpenTerminal } from '../../../shared/contract/terminal.ts'
import { removeAbandoned } from './leftovers.ts'

const IMAGE = 'alpine:3.20'
const rig = terminalRig('tbx')
const { docker, made, run, create, show, ended, close, ask, isRunning, helpers } = rig
const open = (container: string, more: Partial<OpenTerminal> = {}) =>
  rig.open(container, { kind: 'toolbox', image: IMAGE, cols: 120, ...more })

describe('a toolbox', () => {
  it('sees processes and files of a container that has no shell, with no power added', async () => {
    const target = await run('gantry/noshell')
    const session = await open(target)
    expect(session).toMatchObject({ kind: 'toolbox', container: { id: target }, toolbox: { image: IMAGE, root: '/proc/1/root' } })
    const [id = ''] = await helpers(target)
    const { HostConfig } = await rig.engine.call<{ HostConfig: { CapAdd: unknown; Privileged: boolean; AutoRemove: boolean } }>({
      path: `/containers/${id}/json`,
    })
    expect(HostConfig).toMatchObject({ CapAdd: null, Privileged: false, AutoRemove: true })
    const program = await ask(target, '{{.Path}}')
    const screen = await show(session)
    await screen.type('tr "\\0" " " < /proc/1/cmdline; echo; ls -d /proc/1/root/* | head -3; echo listed-$((1+1))\r')
    await screen.untilText('listed-2')
    expect(screen.text()).toContain(program)
    expect(screen.text()).toMatch(/^\/proc\/1\/root\/\w/m)
    expect(screen.text()).not.toContain('ermission denied')
    expect(await close(session)).toEqual({ ended: true })
    await expect.poll(() => helpers(target)).toEqual([])
    expect(await isRunning(target)).toBe(true)
  })

  it('is the same user, and so sees the files of a process that is not root', async () => {
    const target = await run('--user', '1234:1235', 'alpine:3.20', 'sleep', '1000')
    const session = await open(target)
    const screen = await show(session)
    await screen.type('id -u; id -g; ls -d /proc/1/root/bin/sh && echo seen-$((1+1))\r')
    await screen.untilText('seen-2')
    expect(screen.text()).toMatch(/^1234\n1235$/m)
    await close(session)
  })

  it('goes when its shell ends, and when its container stops', async () => {
    const target = await run('alpine:3.20', 'sleep', '1000')
    const first = await open(target)
    await (await show(first)).type('exit 3\r')
    expect((await ended(first)).now).toEqual({ state: 'ended', code: 3 })
    await expect.poll(() => helpers(target)).toEqual([])
    const second = await open(target)
    await docker('kill', target)
    expect((await ended(second)).now.state).toBe('ended')
    await expect.poll(() => helpers(target)).toEqual([])
  })

  it('is refused with the host as its process namespace where nobody can be asked', async () => {
    const target = await run('--pid', 'host', 'alpine:3.20', 'sleep', '1000')
    await expect(open(target)).rejects.toMatchObject({ code: 'run.refused' })
    expect(await helpers(target)).toEqual([])
  })

  it('says which image is absent, and which cannot be one, and leaves nothing', async () => {
    const target = await run('alpine:3.20', 'sleep', '1000')
    await expect(open(target, { image: 'no-such-image:1' })).rejects.toMatchObject({
      code: 'image.not-found',
      params: { image: 'no-such-image:1' },
    })
    await expect(open(target, { image: 'gantry/noshell' })).rejects.toMatchObject({ code: 'terminal.no-toolbox' })
    await expect.poll(() => helpers(target)).toEqual([])
  })

  it('tells how far the files of a container that does not run are copied, and leaves nothing when it is given up', async () => {
    const target = await create(IMAGE, 'truncate', '-s', '1G', '/large')
    await docker('start', '-a', target)
    const ticket = 'c0'.repeat(16)
    const opening = open(target, { ticket })
    const failed = expect(opening).rejects.toMatchObject({ code: 'rpc.cancelled' })
    for await (const { bytes } of rig.on.copied({ ticket }, never)) {
      if (bytes < 1e6) continue
      await rig.on.giveUp({ ticket }, never)
    }
    await failed
    await expect.poll(() => helpers(target)).toEqual([])
  })

  it('does not outlive a backend that was killed', async () => {
    const target = await run('alpine:3.20', 'sleep', '1000')
    const script = join(import.meta.dirname, 'toolbox-child.ts')
    const child = spawn(process.execPath, ['--import', 'tsx', script, testHost(), target, IMAGE], { stdio: ['ignore', 'pipe', 'inherit'] })
    await new Promise((resolve) => child.stdout.once('data', resolve))
    expect(await helpers(target)).toHaveLength(1)
    const gone = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGKILL')
    await gone
    // By itself: the input of its main process ended with the connection.
    await expect.poll(() => helpers(target), { timeout: 20_000 }).toEqual([])
  })

  it('that did outlive it is removed at the next start, and no one else’s', async () => {
    const name = uniqueName('left')
    const owner = (await import('./owner.ts')).ownerLabel()
    const dead = owner.replace(/\/\d+\/.*/, '/4190000/1')
    const run = async (suffix: string, label: string, ...how: string[]) => {
      made.add(`toolbox-of-${name}-${suffix}`)
      const labels = ['--label', `dev.gantry.toolbox=${label}`, '--label', `dev.gantry.toolbox.of=${name}`]
      await docker('run', '-d', '--name', `toolbox-of-${name}-${suffix}`, ...labels, ...how)
    }
    const ours = ['-i', '--rm', '--entrypoint', 'cat', 'alpine:3.20']
    await run('dead', dead, ...ours)
    await run('mine', owner, ...ours)
    await run('foreign', 'elsewhere/4190000/1', ...ours)
    // What a user runs of a commit of a copy inherits its labels.
    await run('users', dead, 'alpine:3.20', 'sleep', '1000')
    await removeAbandoned(rig.engine)
    const left = await docker('ps', '-a', '--format', '{{.Names}}', '--filter', `label=dev.gantry.toolbox.of=${name}`)
    expect(left.trim().split('\n').toSorted()).toEqual(['foreign', 'mine', 'users'].map((suffix) => `toolbox-of-${name}-${suffix}`))
    made.delete(`toolbox-of-${name}-dead`)
  })
})

describe('a copy of a stopped container', () => {
  it('has its files, no network, and goes with its image', async () => {
    const target = await run('--label', 'com.docker.compose.project=shop', 'alpine:3.20', 'sh', '-c', 'echo kept > /note; exit 3')
    await docker('wait', target)
    const session = await open(target, { kind: 'copy' })
    const screen = await show(session)
    await screen.type('cat /note; ls /sys/class/net; rm /note; echo done-$((1+1))\r')
    await screen.untilText('done-2')
    expect(screen.text()).toMatch(/^kept\n\x6co$/m)
    const [copy = ''] = await helpers(target)
    const format = '{{.Image}} {{index .Config.Labels "com.docker.compose.project"}}'
    const [image = '', project] = (await ask(copy, format)).split(' ')
    expect(project).toBeUndefined()
    expect(await close(session)).toEqual({ ended: true })
    expect(await helpers(target)).toEqual([])
    await expect(docker('image', 'inspect', image)).rejects.toThrow()
    // What was changed in the copy was not changed in the container.
    await docker('cp', `${target}:/note`, join(rig.dataDir, 'note'))
  })

  it('without a shell in it leaves neither container nor image', async () => {
    const target = await create('gantry/noshell')
    const images = () => docker('images', '-aq', '--filter', 'label=dev.gantry.toolbox')
    const before = await images()
    await expect(open(target, { kind: 'copy' })).rejects.toMatchObject({ code: 'terminal.no-copy' })
    await expect.poll(() => helpers(target)).toEqual([])
    expect(await images()).toBe(before)
  })
})

describe('a toolbox of a container that does not run', () => {
  it('has a copy of its files, whoever they belong to, and changes none of its own', async () => {
    const target = await run(
      '--user',
      '1234',
      '-v',
      '/var/tmp',
      'alpine:3.20',
      'sh',
      '-c',
      'echo left > /tmp/note; echo hidden > /var/tmp/note && exit 3',
    )
    await docker('wait', target)
    const session = await open(target)
    expect(session.toolbox).toEqual({ image: IMAGE, root: '/container', copied: true })
    const screen = await show(session)
    await screen.type(
      'pwd; stat -c %u tmp/note; cat tmp/note; ls var/tmp | wc -l; ls /sys/class/net; echo mine > tmp/note; echo done-$((1+1))\r',
    )
    await screen.untilText('done-2')
    expect(screen.text()).toMatch(/^\/container\n1234\nleft\n0\nlo$/m)
    expect(await close(session)).toEqual({ ended: true })
    expect(await helpers(target)).toEqual([])
    await docker('cp', `${target}:/tmp/note`, join(rig.dataDir, 'note'))
    expect(await readFile(join(rig.dataDir, 'note'), 'utf8')).toBe('left\n')
  })

  it('needs no program of its image, nor that it ever ran', async () => {
    const target = await create('gantry/noshell')
    const screen = await show(await open(target))
    await screen.type('ls -A | head -3; echo listed-$((1+1))\r')
    await screen.untilText('listed-2')
    expect(screen.text()).not.toContain('No such file')
    await expect(open(target, { image: 'gantry/noshell' })).rejects.toMatchObject({ code: 'terminal.no-toolbox' })
  })
})
