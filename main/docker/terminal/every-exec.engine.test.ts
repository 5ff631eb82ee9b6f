import { once } from 'node:events'
import { beforeAll, expect, it } from 'vitest'
import { type EngineKind, RUNNING_KINDS } from '../../../e2e/rig/engines.ts'
import { onEveryEngine, type TerminalRig } from '../../../e2e/rig/terminal-rig.ts'
import { execRuns } from './exec.ts'
import { hangUp } from './hang-up.ts'
import type { TestScreen } from './test-screen.ts'

let sleeper: string

await onEveryEngine(
  'exec',
  { seed: ['alpine', 'noshell'], kinds: RUNNING_KINDS, confirmDanger: () => Promise.resolve(true) },
  (rig, kind) => {
    beforeAll(async () => {
      sleeper = await rig.run('alpine:3.20', 'sleep', '3000')
    })
    shells(rig)
    missing(rig)
    form(rig)
    plain(rig, kind)
    floods(rig)
    states(rig)
    ends(rig, kind)
  },
)

function shells({ run, open, show, ended, close, resize }: TerminalRig) {
  it('finds a shell by trying; it has its size, echoes, speaks Unicode, and tells its exit code', async () => {
    const session = await open(sleeper, { cols: 101, rows: 31 })
    expect(session).toMatchObject({ program: 'ash', kind: 'shell', tty: true, now: { state: 'live' } })
    const screen = await show(session)
    await screen.type('echo term=$TERM start=$GANTRY_START.\r')
    await screen.untilText('term=xterm-256color start=.')
    await screen.type('stty size\r')
    await screen.untilText('31 101')
    for (let cols = 60; cols <= 90; cols++) await resize(session, { cols, rows: 20 })
    await screen.type('while [ "$(stty size)" != "20 90" ]; do :; done; echo arrived\r')
    await screen.untilText(/^arrived$/m)
    await screen.type('printf "\\360\\237"; sleep 0.1; printf "\\230\\200 %s\\n" "привет 漢字"\r')
    await screen.untilText('😀 привет 漢字')
    expect(screen.text()).not.toContain('gantry;')
    await screen.type('exit 130\r')
    await screen.done
    expect((await ended(session)).now).toEqual({ state: 'ended', code: 130 })
    expect(await close(session)).toEqual({ ended: true })
  })

  it('a command ends with its code, also one that is over at once', async () => {
    const session = await open(sleeper, { kind: 'command', command: ['sh', '-c', 'echo "a  b"; exit 7'] })
    const screen = await show(session)
    await screen.done
    expect(screen.text()).toBe('a  b')
    expect((await ended(session)).now).toEqual({ state: 'ended', code: 7 })
    const all = await Promise.all(Array.from({ length: 10 }, () => open(sleeper, { kind: 'command', command: ['true'] })))
    for (const one of all) expect((await ended(one)).now).toEqual({ state: 'ended', code: 0 })
    for (const one of all) await close(one)
  })

  it('a program is started where no shell is, and ends with its tab', async () => {
    const container = await run('gantry/noshell')
    const session = await open(container, { kind: 'command', command: ['/pause'] })
    expect(session).toMatchObject({ program: 'pause', now: { state: 'live' } })
    const screen = await show(session)
    // Nothing in the image could send it a hang-up; its terminal still takes a key that does.
    await screen.type('\x03')
    await screen.done
    expect((await ended(session)).now).toMatchObject({ state: 'ended' })
    await close(session)
  })
}

function missing({ run, create, open, shells: shellsOf }: TerminalRig) {
  it('says which shell or program is missing, in the words of the engine', async () => {
    const container = await run('gantry/noshell')
    const words = expect.stringMatching(/executable file not found|no such file/) as string
    await expect(open(container)).rejects.toMatchObject({ code: 'terminal.no-shell', detail: words })
    const named = (command: string) => ({ code: 'container.command-not-found', params: { command }, detail: expect.any(String) as string })
    await expect(open(container, { kind: 'command', command: ['/nowhere', 'x'] })).rejects.toMatchObject(named('/nowhere'))
    await expect(open(sleeper, { kind: 'command', command: ['nowhere'] })).rejects.toMatchObject(named('nowhere'))
    await expect(open(sleeper, { shell: 'no-such-shell' })).rejects.toMatchObject(named('no-such-shell'))
  })

  it('finds the shells of a container, none where there is none', async () => {
    const found = await shellsOf(sleeper)
    expect(found).toEqual(expect.arrayContaining(['ash', 'sh']) as string[])
    expect(await shellsOf(await run('gantry/noshell'))).toEqual([])
  })

  it('says that a container does not run, or is not there', async () => {
    const stopped = await create('alpine:3.20', 'true')
    await expect(open(stopped)).rejects.toMatchObject({ code: 'container.wrong-state' })
    await expect(open('f'.repeat(64))).rejects.toMatchObject({ code: 'container.not-found' })
  })
}

function form({ open, show, close }: TerminalRig) {
  it('a shell is that user, there, with that environment', async () => {
    const exec = { user: '12:34', workdir: '/tmp', env: [{ name: 'GREETING', value: 'a=b c' }] }
    const session = await open(sleeper, { exec })
    const screen = await show(session)
    await screen.type('echo "$(id -u):$(id -g) $(pwd) <$GREETING>"\r')
    await screen.untilText('12:34 /tmp <a=b c>')
    expect(await close(session)).toEqual({ ended: true })
  })

  it('a user and a folder that are not there are named', async () => {
    await expect(open(sleeper, { exec: { user: 'nobody-here' } })).rejects.toMatchObject({
      code: 'terminal.no-user',
      params: { user: 'nobody-here' },
    })
    await expect(open(sleeper, { exec: { user: '0', workdir: '/bin/sh' } })).rejects.toMatchObject({
      code: 'terminal.no-folder',
      params: { folder: '/bin/sh' },
    })
  })

  it('a privileged one has the powers, or the engine says why not', async () => {
    // An engine that itself runs in a container may not have what it is to give.
    const opened = await open(sleeper, { exec: { privileged: true } }).catch((error: unknown) => error as { code: string; detail: string })
    if ('code' in opened) {
      expect(opened).toMatchObject({ code: 'engine.failed', detail: expect.stringMatching(/caps|permitted/) as string })
      return
    }
    const screen = await show(opened)
    await screen.type('grep CapEff /proc/self/status; echo end-$((1+1))\r')
    await screen.untilText('end-2')
    const caps = BigInt(`0x${/CapEff:\s*([0-9a-f]+)/.exec(screen.text())?.[1] ?? '0'}`)
    expect(caps & (1n << 21n)).not.toBe(0n) // CAP_SYS_ADMIN
    await close(opened)
  })
}

function plain({ run, processes, open, show, ended, close }: TerminalRig, kind: EngineKind) {
  it('without a terminal: both outputs, input by lines, an end of it, an exit code', async () => {
    const script = 'tty; echo to-stderr >&2; while read line; do echo "got <$line> [$TERM]"; done; echo over; exit 4'
    const session = await open(sleeper, { kind: 'command', command: ['sh', '-c', script], exec: { tty: false } })
    expect(session).toMatchObject({ tty: false, program: 'sh' })
    const screen = await show(session)
    await screen.untilText('not a tty')
    await screen.untilText('to-stderr')
    await screen.type('helo\x7flo\r')
    // Podman gives every process this variable, a terminal or not.
    await screen.untilText(`got <hello> [${kind === 'podman-4.3' ? 'xterm' : ''}]`)
    await screen.type('\x04')
    await screen.done
    expect(screen.text()).toMatch(/over$/)
    expect((await ended(session)).now).toEqual({ state: 'ended', code: 4 })
    await close(session)
  })

  it('without a terminal: every byte of a flood comes out of its frames, and it ends with its tab in the middle of it', async () => {
    const container = await run('alpine:3.20', 'sleep', '1000')
    const session = await open(container, { exec: { tty: false } })
    const screen = await show(session)
    await screen.type('seq 1 100000; echo end-$((1+1)); exec yes\r')
    await screen.untilText(/^y$/m)
    expect(
      screen
        .text(true)
        .split('\n')
        .every((line) => /^(\d+|y|end-2|seq .*|)$/.test(line)),
    ).toBe(true)
    expect(await close(session)).toEqual({ ended: true })
    await expect.poll(() => processes(container)).toEqual([expect.stringMatching(/sleep 1000$/)])
  })
}

function floods({ open, show, close, live }: TerminalRig) {
  it('of a flood not a byte is lost, at the pace of the reader', async () => {
    const session = await open(sleeper, { kind: 'command', command: ['sh', '-c', 'read begin; seq 1 200000'] })
    const screen = await show(session)
    // What came before it is looked at would be shown as a picture, whose bytes are others.
    await live(screen)
    const before = screen.bytes
    await screen.type('\r')
    await screen.done
    const lines = screen.text(true).split('\n')
    expect(lines.map(Number)).toEqual(lines.map((_, index) => 200_000 - lines.length + 1 + index))
    const expected = Array.from({ length: 200_000 }, (_, index) => String(index + 1).length + 2).reduce((a, b) => a + b)
    expect(screen.bytes - before).toBe(expected + '\r\n'.length)
    await close(session)
  })

  it('Ctrl-C ends a flood at once, and the prompt is whole', async () => {
    const session = await open(sleeper)
    const screen = await show(session)
    await screen.type('yes aaaaaaaaaabbbbbbbbbbccccccccccdddddddddd\r')
    const before = screen.bytes
    await screen.until(() => screen.bytes > before + 3_000_000, 'flood')
    await screen.type('\x03')
    await screen.until((now: TestScreen) => /# $/.test(now.line()), 'prompt')
    await screen.type('echo whole\r')
    await screen.untilText(/\nwhole/)
    expect(await close(session)).toEqual({ ended: true })
  })
}

function states({ run, docker, open, show, ended, close }: TerminalRig) {
  it('says that a container is paused, and that a shell in it could not be ended', async () => {
    const container = await run('alpine:3.20', 'sleep', '1000')
    const session = await open(container)
    await docker('pause', container)
    await expect(open(container)).rejects.toMatchObject({
      code: 'container.wrong-state',
      detail: expect.stringMatching(/paused/) as string,
    })
    expect(await close(session)).toEqual({ ended: false })
    await docker('unpause', container)
  })

  it('a shell ends with its container, and is opened anew in the restarted one', async () => {
    const container = await run('alpine:3.20', 'sleep', '1000')
    const first = await open(container)
    const screen = await show(first)
    await docker('restart', '-t', '0', container)
    await screen.done
    expect((await ended(first)).now).toMatchObject({ state: 'ended' })
    await close(first)
    const second = await open(container)
    await (await show(second)).untilText('#')
    await close(second)
  })
}

function ends(rig: TerminalRig, kind: EngineKind) {
  const { run, open, show, close, processes } = rig
  it('a closed tab leaves no process: a hang-up ends the shell and what runs in it', async () => {
    const container = await run('alpine:3.20', 'sleep', '1000')
    const session = await open(container)
    const screen = await show(session)
    await screen.type('sleep 2002 & sleep 2003\r')
    await expect.poll(async () => (await processes(container)).join('\n')).toContain('sleep 2003')
    expect(await close(session)).toEqual({ ended: true })
    await expect.poll(() => processes(container)).toEqual([expect.stringMatching(/sleep 1000$/)])
    await screen.done
  })

  it('what floods when its client goes is known to run, and ended all the same', async () => {
    const container = await run('alpine:3.20', 'sleep', '1000')
    const { engine } = rig
    const Cmd = ['sh', '-c', "trap '' HUP; while :; do echo $$; done"]
    const exec = { AttachStdout: true, Tty: true, Cmd }
    const { Id } = await engine.call<{ Id: string }>({ method: 'POST', path: `/containers/${container}/exec`, body: exec })
    const stream = await engine.hijack({ method: 'POST', path: `/exec/${Id}/start`, body: { Detach: false, Tty: true } })
    const [first] = (await once(stream, 'data')) as [Buffer]
    stream.destroy()
    // Docker notices by and by, and then takes it for ended; Podman keeps account of the process itself.
    const said = () => engine.call<{ Running: boolean }>({ path: `/exec/${Id}/json` })
    if (kind !== 'podman-4.3') await expect.poll(async () => (await said()).Running).toBe(false)
    expect(await execRuns(engine, Id)).toBe(true)
    const pid = Number.parseInt(first.toString(), 10)
    expect(await hangUp(engine, { container, exec: Id, pid, starter: 'sh' })).toBe(true)
    await expect.poll(() => processes(container)).toEqual([expect.stringMatching(/sleep 1000$/)])
  })
}
