import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { docker, testHost, uniqueName } from '../../../e2e/rig/engine.ts'
import type { OpenTerminal, Session } from '../../../shared/contract/terminal.ts'
import { AppError } from '../../../shared/errors.ts'
import type { Engine } from '../engine.ts'
import type { Danger } from '../lib/danger.ts'
import { connectTestEngine } from '../lib/test-engine.ts'
import { type Terminals, terminals } from './index.ts'
import { TestScreen } from './test-screen.ts'

const never = new AbortController().signal
let engine: Engine
let dataDir: string
let all: Terminals
let container: string
let attachable: string
let allowed = false
const asked: Danger[][] = []
const made: string[] = []

const run = async (...args: string[]): Promise<string> => {
  const name = uniqueName('opt')
  await docker(testHost(), 'run', '-d', '--name', name, ...args)
  made.push(name)
  return (await docker(testHost(), 'inspect', '-f', '{{.Id}}', name)).trim()
}
const open = (more: Partial<OpenTerminal> = {}): Promise<Session> =>
  all.handlers.open({ container, kind: 'shell', cols: 100, rows: 24, ...more }, never)
const show = (session: Session) => TestScreen.of(all.handlers, session.id)
const ended = async (id: string): Promise<Session> => {
  for await (const sessions of all.handlers.watch({}, never)) {
    const session = sessions.find((one) => one.id === id)
    if (session !== undefined && session.now.state !== 'live') return session
  }
  throw new Error('the watch ended')
}

beforeAll(async () => {
  engine = await connectTestEngine(testHost())
  dataDir = await mkdtemp(join(tmpdir(), 'gantry-opt-'))
  const confirmDanger = (dangers: Danger[]) => {
    asked.push(dangers)
    return Promise.resolve(allowed)
  }
  all = terminals(() => engine, { dataDir, env: { DOCKER_CONFIG: dataDir }, home: dataDir, confirmDanger })
  container = await run('alpine:3.20', 'sleep', '1000')
  attachable = await run('-it', 'alpine:3.20', 'sh')
})
afterAll(async () => {
  await all.close()
  if (made.length > 0) await docker(testHost(), 'rm', '-f', ...made)
  engine.close()
  await rm(dataDir, { recursive: true })
})

describe('the shells of a container', () => {
  const shells = (id: string) => all.handlers.shells({ container: id }, never)
  it('are found by trying, also where they lie beside the path, and none where there is none', async () => {
    const found = await shells(container)
    expect(found).toEqual(expect.arrayContaining(['ash', 'sh']) as string[])
    expect(found).not.toContain('zsh')
    expect(new Set(found).size).toBe(found.length)
    for (const shell of found) expect((await open({ shell })).now.state).toBe('live')
    expect(await shells(await run('gantry/noshell'))).toEqual([])
    await docker(testHost(), 'exec', container, 'sh', '-c', 'ln -s /bin/sh /bin/fish')
    expect(await shells(container)).toContain('fish')
  })

  it('are looked for in a bounded part of what is said, by one that says something for ever too', async () => {
    const loud = await run('alpine:3.20', 'sleep', '1000')
    const change = `printf '#!/bin/busybox yes\\n' > /loud && /bin/busybox chmod +x /loud && /bin/busybox mv /loud /bin/sh`
    await docker(testHost(), 'exec', loud, '/bin/busybox', 'sh', '-c', change)
    expect(await shells(loud)).toEqual([])
  })
})

describe('without a terminal', () => {
  it('a command has plain pipes: both outputs, input by lines, an end of it, an exit code', async () => {
    const script = 'tty; echo to-stderr >&2; while read line; do echo "got <$line> [$TERM]"; done; echo over; exit 4'
    const session = await open({ kind: 'command', command: ['sh', '-c', script], exec: { tty: false } })
    expect(session).toMatchObject({ tty: false, program: 'sh' })
    const screen = await show(session)
    await screen.untilText('not a tty')
    await screen.untilText('to-stderr')
    await screen.type('helo\x7flo\r')
    await screen.untilText('got <hello> []')
    await screen.type('\x04')
    await screen.done
    expect(screen.text()).toMatch(/over$/)
    expect((await ended(session.id)).now).toEqual({ state: 'ended', code: 4 })
  })

  it('a shell is ended with its tab, also in the middle of a flood, whose every byte is counted out of its frames', async () => {
    const session = await open({ exec: { tty: false } })
    const screen = await show(session)
    await screen.type('seq 1 200000; echo end-$((1+1)); exec yes\r')
    await screen.untilText(/^y$/m)
    const lines = screen.text(true).split('\n')
    expect(lines.every((line) => /^(\d+|y|end-2|seq .*|)$/.test(line))).toBe(true)
    expect(await all.handlers.close({ session: session.id }, never)).toEqual({ ended: true })
    await expect.poll(() => docker(testHost(), 'exec', container, 'ps')).not.toMatch(/ yes$/m)
  })
})

describe('a shell by the form', () => {
  it('is opened again as it was, also after its end, and by nobody who does not know it', async () => {
    const exec = { user: '12:34', env: [{ name: 'TOKEN', value: 'a secret' }] }
    const first = await open({ kind: 'command', command: ['sh', '-c', 'echo "$(id -u) $TOKEN"; sleep 100'], exec })
    await all.handlers.close({ session: first.id }, never)
    const next = await all.handlers.again({ session: first.id, cols: 60, rows: 20 }, never)
    expect(next.id).not.toBe(first.id)
    expect(next).toMatchObject({ kind: 'command', program: 'sh', now: { state: 'live' } })
    expect(JSON.stringify(next)).not.toContain('secret')
    await (await show(next)).untilText('12 a secret')
    await all.handlers.close({ session: next.id }, never)
    const unknown = { session: 'f'.repeat(32), cols: 60, rows: 20 }
    await expect(all.handlers.again(unknown, never)).rejects.toMatchObject({ code: 'terminal.not-found' })
  })

  it('is that user, there, with that environment', async () => {
    const exec = { user: '12:34', workdir: '/tmp', env: [{ name: 'GREETING', value: 'a=b c' }] }
    const screen = await show(await open({ exec }))
    await screen.type('echo "$(id -u):$(id -g) $(pwd) <$GREETING>"\r')
    await screen.untilText('12:34 /tmp <a=b c>')
  })

  it('is the one that was named', async () => {
    expect((await open({ shell: 'sh' })).program).toBe('sh')
    await expect(open({ shell: 'no-such-shell' })).rejects.toMatchObject({
      code: 'container.command-not-found',
      params: { command: 'no-such-shell' },
    })
  })

  it('names a user and a folder that are not there', async () => {
    await expect(open({ exec: { user: 'nobody-here' } })).rejects.toMatchObject({
      code: 'terminal.no-user',
      params: { user: 'nobody-here' },
    })
    await expect(open({ exec: { user: '0', workdir: '/bin/sh' } })).rejects.toMatchObject({
      code: 'terminal.no-folder',
      params: { folder: '/bin/sh' },
    })
  })

  it('is privileged only after a yes outside the page', async () => {
    await expect(open({ exec: { privileged: true } })).rejects.toMatchObject({ code: 'run.declined' })
    expect(asked).toEqual([[{ why: 'privileged', what: '--privileged' }]])
    allowed = true
    // An engine that itself runs in a container may not have what it is to give; then its words say that it tried.
    const opened = await open({ exec: { privileged: true } }).catch((error: unknown) => error as AppError)
    if (opened instanceof AppError) {
      expect(opened.code).toBe('engine.failed')
      expect(opened.detail).toMatch(/caps|permitted/)
      return
    }
    const screen = await show(opened)
    await screen.type('grep CapEff /proc/self/status; echo end-$((1+1))\r')
    await screen.untilText('end-2')
    const caps = BigInt(`0x${/CapEff:\s*([0-9a-f]+)/.exec(screen.text())?.[1] ?? '0'}`)
    expect(caps & (1n << 21n)).not.toBe(0n) // CAP_SYS_ADMIN
  })
})

describe('an attach by the form', () => {
  it('that looks on sends nothing', async () => {
    const session = await open({ container: attachable, kind: 'attach', readOnly: true })
    expect(session).toMatchObject({ readOnly: true, detachKeys: null })
    const screen = await show(session)
    await screen.type('exit\r\x03\x04')
    // Another attach reads the same terminal: what had arrived would stand there before its own line.
    const other = await show(await open({ container: attachable, kind: 'attach' }))
    await other.type('echo only-$((40+2))\r')
    await other.untilText('only-42')
    await screen.untilText('only-42')
    expect(screen.text()).not.toContain('exit')
    await all.handlers.close({ session: session.id }, never)
  })

  it('lets go with the chosen keys, passes Ctrl-P on, and leaves the container running', async () => {
    const session = await open({ container: attachable, kind: 'attach', detachKeys: 'ctrl-x,y' })
    expect(session.detachKeys).toBe('ctrl-x,y')
    const screen = await show(session)
    await screen.type('echo first-$((1+1))\r')
    await screen.untilText('first-2')
    // The shell's own key for the line before; the engine would hold it back as the first of its default keys.
    await screen.type('\x10')
    await screen.until(() => screen.text().split('echo first-').length > 2, 'line before')
    await screen.type('\x15\x18y')
    expect((await ended(session.id)).now).toEqual({ state: 'detached' })
    expect((await docker(testHost(), 'inspect', '-f', '{{.State.Running}}', attachable)).trim()).toBe('true')
  })
})
