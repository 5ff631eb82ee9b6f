import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { never, onEveryEngine, type TerminalRig } from '../../../e2e/rig/terminal-rig.ts'
import { terminals } from './index.ts'
import { removeAbandoned } from './leftovers.ts'
import { ownerLabel } from './owner.ts'

const IMAGE = 'alpine:3.20'

await onEveryEngine('helper', { seed: ['alpine', 'noshell', 'web'] }, (rig) => {
  toolboxes(rig)
  refused(rig)
  crashes(rig)
  copies(rig)
  kept(rig)
})

const toolbox = { kind: 'toolbox', image: IMAGE, cols: 120 } as const

function toolboxes({ run, docker, open, show, ended, close, helpers, isRunning, ask }: TerminalRig) {
  it('a toolbox sees processes, files and network of a container without a shell, and goes with its tab', async () => {
    const target = await run('gantry/noshell')
    const session = await open(target, toolbox)
    expect(session).toMatchObject({ kind: 'toolbox', container: { id: target }, toolbox: { image: IMAGE, root: '/proc/1/root' } })
    const [id = ''] = await helpers(target)
    expect(await ask(id, '{{.HostConfig.Privileged}} {{.HostConfig.AutoRemove}} {{len .HostConfig.CapAdd}}')).toBe('false true 0')
    const screen = await show(session)
    await screen.type('tr "\\0" " " < /proc/1/cmdline; echo; ls -d /proc/1/root/* | head -3; echo listed-$((1+1))\r')
    await screen.untilText('listed-2')
    expect(screen.text()).toContain('/pause')
    expect(screen.text()).toMatch(/^\/proc\/1\/root\/\w/m)
    expect(screen.text()).not.toContain('ermission denied')
    expect(await close(session)).toEqual({ ended: true })
    await expect.poll(() => helpers(target)).toEqual([])
    expect(await isRunning(target)).toBe(true)
  })

  it('a toolbox reaches what the container serves on its own localhost', async () => {
    const target = await run('--network', 'none', 'gantry/web:1.27')
    const session = await open(target, toolbox)
    const screen = await show(session)
    await screen.type('until wget -q -O /dev/null http://127.0.0.1/; do :; done; echo served-$((40+2))\r')
    await screen.untilText('served-42')
    await close(session)
  })

  it.each(['1234:1235', '1234', 'nobody'])('a toolbox is the same user as a container of %s, and so sees its files', async (user) => {
    const target = await run('--user', user, IMAGE, 'sleep', '1000')
    const session = await open(target, toolbox)
    const screen = await show(session)
    await screen.type('[ "$(id -u):$(id -g)" = "$(stat -c %u:%g /proc/1)" ] && ls -d /proc/1/root/bin/sh && echo seen-$((1+1))\r')
    await screen.untilText('seen-2')
    await close(session)
  })

  it('a toolbox goes when its shell ends, and when its container stops', async () => {
    const target = await run(IMAGE, 'sleep', '1000')
    const first = await open(target, toolbox)
    await (await show(first)).type('exit 3\r')
    expect((await ended(first)).now).toEqual({ state: 'ended', code: 3 })
    await expect.poll(() => helpers(target)).toEqual([])
    const second = await open(target, toolbox)
    await docker('kill', target)
    expect((await ended(second)).now.state).toBe('ended')
    await expect.poll(() => helpers(target)).toEqual([])
  })
}

function refused({ run, open, helpers }: TerminalRig) {
  it('says which image is absent and which cannot be a toolbox, and what nobody can be asked for, and leaves nothing', async () => {
    const target = await run(IMAGE, 'sleep', '1000')
    await expect(open(target, { ...toolbox, image: 'no-such-image:1' })).rejects.toMatchObject({
      code: 'image.not-found',
      params: { image: 'no-such-image:1' },
    })
    await expect(open(target, { ...toolbox, image: 'gantry/noshell' })).rejects.toMatchObject({ code: 'terminal.no-toolbox' })
    await expect.poll(() => helpers(target)).toEqual([])
    const host = await run('--pid', 'host', IMAGE, 'sleep', '1000')
    await expect(open(host, toolbox)).rejects.toMatchObject({ code: 'run.refused' })
    expect(await helpers(host)).toEqual([])
  })
}

function crashes({ run, open, helpers, processes, ended, docker, made, name, host, folder, source }: TerminalRig) {
  it('a toolbox does not outlive a backend that was killed', async () => {
    const target = await run(IMAGE, 'sleep', '1000')
    const script = join(import.meta.dirname, 'toolbox-child.ts')
    const child = spawn(process.execPath, ['--import', 'tsx', script, host(), target, IMAGE], { stdio: ['ignore', 'pipe', 'inherit'] })
    await new Promise((resolve) => child.stdout.once('data', resolve))
    expect(await helpers(target)).toHaveLength(1)
    const gone = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGKILL')
    await gone
    // By itself: the input of its main process ended with the connection.
    await expect.poll(() => helpers(target), { timeout: 20_000 }).toEqual([])
    await expect.poll(() => docker('exec', target, 'ps', '-o', 'args')).not.toMatch(/^(ash|cat)$/m)
  })

  it('what did outlive it is removed at the next start, and no container of the user’s', async () => {
    const of = name()
    const dead = ownerLabel().replace(/\/\d+\/.*/, '/4190000/1')
    const labels = ['--label', `dev.gantry.toolbox=${dead}`, '--label', `dev.gantry.toolbox.of=${of}`]
    for (const [suffix, ...how] of [
      ['dead', '-i', '--rm', '--entrypoint', 'cat', IMAGE],
      ['users', IMAGE, 'sleep', '1000'],
    ] as const) {
      made.add(`toolbox-of-${of}-${suffix}`)
      await docker('run', '-d', '--name', `toolbox-of-${of}-${suffix}`, ...labels, ...how)
    }
    await removeAbandoned(source())
    const left = await docker('ps', '-a', '--format', '{{.Names}}', '--filter', `label=dev.gantry.toolbox.of=${of}`)
    expect(left.trim()).toBe(`toolbox-of-${of}-users`)
    made.delete(`toolbox-of-${of}-dead`)
  })

  it('what a killed backend left in a container is listed at the next start, and ended', async () => {
    const container = await run(IMAGE, 'sleep', '1000')
    const session = await open(container)
    const [file = ''] = await readdir(join(folder(), 'terminals'))
    const written = JSON.parse(await readFile(join(folder(), 'terminals', file), 'utf8')) as { entries: { id: string }[] }
    // The same file of a process that is no more.
    const entries = written.entries.filter(({ id }) => id === session.id)
    const other = await mkdtemp(join(tmpdir(), 'gantry-helper-'))
    await mkdir(join(other, 'terminals'))
    await writeFile(join(other, 'terminals', '1.json'), JSON.stringify({ owner: { pid: 4_190_000, started: '1' }, entries }))
    const next = terminals(source, { dataDir: other, env: {}, home: other })
    expect(await next.handlers.orphans({}, never)).toMatchObject([{ id: session.id, program: 'ash', container: { id: container } }])
    expect(await next.handlers.endOrphan({ id: session.id }, never)).toEqual({ ended: true })
    expect(await next.handlers.orphans({}, never)).toEqual([])
    expect((await ended(session)).now).toMatchObject({ state: 'ended' })
    await expect.poll(() => processes(container)).toHaveLength(1)
    await next.close()
    await rm(other, { recursive: true })
  })
}

function copies({ run, create, docker, open, show, close, helpers, ask }: TerminalRig) {
  it('a copy of a stopped container has its files and no network, and goes with its image', async () => {
    const target = await run('--label', 'com.docker.compose.project=shop', IMAGE, 'sh', '-c', 'echo kept > /note; exit 3')
    await docker('wait', target)
    const session = await open(target, { kind: 'copy' })
    const screen = await show(session)
    await screen.type('cat /note; ls /sys/class/net; rm /note; echo done-$((1+1))\r')
    await screen.untilText('done-2')
    expect(screen.text()).toMatch(/^kept\n\x6co$/m)
    const [copy = ''] = await helpers(target)
    const image = await ask(copy, '{{.Image}}')
    expect(await ask(copy, '{{index .Config.Labels "com.docker.compose.project"}}')).toBe('')
    expect(await close(session)).toEqual({ ended: true })
    expect(await helpers(target)).toEqual([])
    await expect(docker('image', 'inspect', image)).rejects.toThrow()
    // What was changed in the copy was not changed in the container.
    await docker('start', target)
    expect((await docker('wait', target)).trim()).toBe('3')
  })

  it('a container that does not run shows its files in a toolbox, which goes with its tab', async () => {
    const target = await create('gantry/noshell')
    const session = await open(target, toolbox)
    expect(session.toolbox).toMatchObject({ root: '/container', copied: true })
    await close(session)
    await expect.poll(() => helpers(target)).toEqual([])
  })

  it('a copy without a shell in it leaves neither container nor image', async () => {
    const target = await create('gantry/noshell')
    await expect(open(target, { kind: 'copy' })).rejects.toMatchObject({ code: 'terminal.no-copy' })
    await expect.poll(() => helpers(target)).toEqual([])
    expect(await docker('images', '-aq', '--filter', 'label=dev.gantry.toolbox')).toBe('')
  })
}

function kept({ create, docker, open, show, close, helpers, name }: TerminalRig) {
  it('a copy has network, ports and volumes where they are ticked, and takes none of them along', async () => {
    const [network, volume] = [name(), name()]
    await docker('network', 'create', network)
    await docker('volume', 'create', volume)
    const target = await create('--network', network, '-p', '127.0.0.1::80', '-v', `${volume}:/data`, IMAGE, 'true')
    const session = await open(target, { kind: 'copy', keep: { network: true, ports: true, volumes: true } })
    const [copy = ''] = await helpers(target)
    expect((await docker('port', copy, '80')).trim()).toMatch(/^127\.0\.0\.1:\d+$/)
    const screen = await show(session)
    await screen.type('echo changed > /data/note; ls /sys/class/net; echo done-$((1+1))\r')
    await screen.untilText('done-2')
    expect(screen.text()).toContain('eth0')
    expect(await close(session)).toEqual({ ended: true })
    expect(await helpers(target)).toEqual([])
    expect(await docker('run', '--rm', '-v', `${volume}:/data`, IMAGE, 'cat', '/data/note')).toBe('changed\n')
    await docker('rm', target)
    await docker('network', 'rm', network)
    await docker('volume', 'rm', volume)
  })
}
