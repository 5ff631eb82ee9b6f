import { expect, it } from 'vitest'
import { RUNNING_KINDS } from '../../../e2e/rig/engines.ts'
import { onEveryEngine, type TerminalRig } from '../../../e2e/rig/terminal-rig.ts'

await onEveryEngine('attach', { seed: ['alpine'], kinds: RUNNING_KINDS }, (rig) => {
  lettingGo(rig)
  looking(rig)
  closedInput(rig)
  starting(rig)
  plain(rig)
  restarts(rig)
})

function lettingGo({ run, open, show, ended, close, isRunning }: TerminalRig) {
  it('shows a shell that runs already; its keys let go, Ctrl-P passes, and the container runs on', async () => {
    const container = await run('-it', 'alpine:3.20', 'sh')
    const session = await open(container, { kind: 'attach', cols: 90, rows: 20, detachKeys: 'ctrl-x,y' })
    expect(session).toMatchObject({ tty: true, readOnly: false, detachKeys: 'ctrl-x,y', program: '' })
    const screen = await show(session)
    await screen.type('until [ "$(stty size)" = "20 90" ]; do :; done; echo first-$((1+1))\r')
    await screen.untilText('first-2')
    // The shell's own key for the line before; an engine would hold it back as the first of its default keys.
    await screen.type('\x10')
    await screen.until(() => screen.text().split('do :; done; echo').length > 2, 'line before')
    await screen.type('\x15\x18y')
    await screen.done
    expect((await ended(session)).now).toEqual({ state: 'detached' })
    expect(await close(session)).toEqual({ ended: true })
    expect(await isRunning(container)).toBe(true)
  })

  it('closing its tab lets go too, again and again', async () => {
    const container = await run('-it', 'alpine:3.20', 'sh')
    for (let round = 1; round <= 3; round++) {
      const session = await open(container, { kind: 'attach' })
      const screen = await show(session)
      await screen.type(`echo round-$((${String(round)}+10))\r`)
      await screen.untilText(`round-${String(round + 10)}`)
      expect(await close(session)).toEqual({ ended: true })
      expect(await isRunning(container)).toBe(true)
    }
  })
}

function looking({ run, open, show, close, isRunning }: TerminalRig) {
  it('one that looks on sends nothing', async () => {
    const container = await run('-it', 'alpine:3.20', 'sh')
    const session = await open(container, { kind: 'attach', readOnly: true })
    expect(session).toMatchObject({ readOnly: true, lookingOn: 'chosen', detachKeys: null })
    const screen = await show(session)
    await screen.type('exit\r\x03\x04')
    // Another attach reads the same terminal: what had arrived would stand there before its own line.
    const typing = await open(container, { kind: 'attach' })
    const other = await show(typing)
    await other.type('echo only-$((40+2))\r')
    await other.untilText('only-42')
    await screen.untilText('only-42')
    expect(screen.text()).not.toContain('exit')
    await close(session)
    await close(typing)
    expect(await isRunning(container)).toBe(true)
  })
}

function closedInput({ run, open, close }: TerminalRig) {
  it('says that the input of a container is not open', async () => {
    const session = await open(await run('alpine:3.20', 'sleep', '1000'), { kind: 'attach' })
    expect(session).toMatchObject({ readOnly: true, lookingOn: 'closed' })
    await close(session)
  })
}

function starting({ create, open, show, ended, close }: TerminalRig) {
  it('starts a container without missing a byte and tells its exit code, also when it removes itself', async () => {
    const script = 'echo first; stty size; read x; exit 9'
    const container = await create('--rm', '-it', 'alpine:3.20', 'sh', '-c', script)
    const session = await open(container, { kind: 'attach', start: true, cols: 70, rows: 21 })
    const screen = await show(session)
    await screen.untilText('first')
    await screen.type('\r')
    await screen.done
    expect((await ended(session)).now).toEqual({ state: 'ended', code: 9 })
    await close(session)
  })

  it('says that a container does not run', async () => {
    const container = await create('-it', 'alpine:3.20', 'sh')
    await expect(open(container, { kind: 'attach' })).rejects.toMatchObject({ code: 'container.wrong-state' })
  })

  it('names the program of one that cannot be started', async () => {
    const container = await create('-it', 'alpine:3.20', '/nowhere')
    await expect(open(container, { kind: 'attach', start: true })).rejects.toMatchObject({
      code: 'container.command-not-found',
      params: { command: '/nowhere' },
    })
  })
}

function plain({ create, docker, open, show, ended, close, isRunning }: TerminalRig) {
  it('shows both streams of a process without a terminal, sends it lines, and ends its input', async () => {
    const command = 'echo out; echo err >&2; read line; echo "got $line"; cat >/dev/null; echo eof; exit 3'
    const container = await create('-i', 'alpine:3.20', 'sh', '-c', command)
    const session = await open(container, { kind: 'attach', start: true })
    expect(session).toMatchObject({ tty: false, detachKeys: null, readOnly: false })
    const screen = await show(session)
    await screen.untilText(/out\nerr|err\nout/)
    await screen.type('helo\x7flo\r')
    await screen.untilText('got hello')
    await screen.type('\x04')
    await screen.untilText('eof')
    await screen.done
    expect((await ended(session)).now).toEqual({ state: 'ended', code: 3 })
    await close(session)
  })

  it('only looks on where leaving would end the input', async () => {
    const container = await create('-i', 'alpine:3.20', 'sh', '-c', 'while :; do echo tick; sleep 0.2; done')
    await docker('start', container)
    const session = await open(container, { kind: 'attach' })
    expect(session).toMatchObject({ tty: false, readOnly: true, lookingOn: 'would-end' })
    await (await show(session)).untilText('tick\ntick')
    await close(session)
    expect(await isRunning(container)).toBe(true)
  })
}

function restarts({ run, docker, open, show, ended, close }: TerminalRig) {
  it('ends with its container, and is opened again on the restarted one', async () => {
    const container = await run('-it', 'alpine:3.20', 'sh')
    const first = await open(container, { kind: 'attach' })
    const screen = await show(first)
    await docker('restart', '-t', '0', container)
    await screen.done
    expect((await ended(first)).now.state).toMatch(/^(ended|detached)$/)
    await close(first)
    const second = await open(container, { kind: 'attach' })
    const next = await show(second)
    await next.type('echo again-$((1+1))\r')
    await next.untilText('again-2')
    await close(second)
  })
}
