import { beforeAll, describe, expect, it } from 'vitest'
import { never, terminalRig } from '../../../e2e/rig/terminal-rig.ts'
import type { OpenTerminal } from '../../../shared/contract/terminal.ts'
import { AppError } from '../../../shared/errors.ts'
import type { Danger } from '../lib/danger.ts'

let container: string
let attachable: string
let allowed = false
const asked: Danger[][] = []
const confirmDanger = (dangers: Danger[]) => {
  asked.push(dangers)
  return Promise.resolve(allowed)
}
const rig = terminalRig('opt', { confirmDanger })
const { docker, run, show, close, ended, isRunning } = rig
const open = (more: Partial<OpenTerminal> = {}) => rig.open(container, more)

beforeAll(async () => {
  container = await run('alpine:3.20', 'sleep', '1000')
  attachable = await run('-it', 'alpine:3.20', 'sh')
})

describe('the shells of a container', () => {
  const shells = (id: string) => rig.on.shells({ container: id }, never)
  it('are found by trying, also where they lie beside the path, and none where there is none', async () => {
    const found = await shells(container)
    expect(found).toEqual(expect.arrayContaining(['ash', 'sh']) as string[])
    expect(found).not.toContain('zsh')
    expect(new Set(found).size).toBe(found.length)
    for (const shell of found) expect((await open({ shell })).now.state).toBe('live')
    expect(await shells(await run('gantry/noshell'))).toEqual([])
    await docker('exec', container, 'sh', '-c', 'ln -s /bin/sh /bin/fish')
    expect(await shells(container)).toContain('fish')
  })
})

describe('a shell by the form', () => {
  it('is opened again as it was, also after its end, and by nobody who does not know it', async () => {
    const exec = { user: '12:34', env: [{ name: 'TOKEN', value: 'a secret' }] }
    const first = await open({ kind: 'command', command: ['sh', '-c', 'echo "$(id -u) $TOKEN"; sleep 100'], exec })
    await close(first)
    const next = await rig.on.again({ session: first.id, cols: 60, rows: 20 }, never)
    expect(next.id).not.toBe(first.id)
    expect(next).toMatchObject({ kind: 'command', program: 'sh', now: { state: 'live' } })
    expect(JSON.stringify(next)).not.toContain('secret')
    await (await show(next)).untilText('12 a secret')
    await close(next)
    const unknown = { session: 'f'.repeat(32), cols: 60, rows: 20 }
    await expect(rig.on.again(unknown, never)).rejects.toMatchObject({ code: 'terminal.not-found' })
  })

  it('is the one that was named', async () => {
    expect((await open({ shell: 'sh' })).program).toBe('sh')
    await expect(open({ shell: 'no-such-shell' })).rejects.toMatchObject({
      code: 'container.command-not-found',
      params: { command: 'no-such-shell' },
    })
  })

  it('is privileged only after a yes outside the page', async () => {
    await expect(open({ exec: { privileged: true } })).rejects.toMatchObject({ code: 'run.declined' })
    expect(asked).toEqual([[{ why: 'privileged', what: '--privileged' }]])
    allowed = true
    // An engine that itself runs in a container may not have what it is to give; then its words say that it tried.
    const opened = await open({ exec: { privileged: true } }).catch((error: unknown) => error as AppError)
    if (opened instanceof AppError)
      expect(opened).toMatchObject({ code: 'engine.failed', detail: expect.stringMatching(/caps|permitted/) as string })
    else expect(opened.now.state).toBe('live')
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
    await close(session)
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
    expect((await ended(session)).now).toEqual({ state: 'detached' })
    expect(await isRunning(attachable)).toBe(true)
  })
})
