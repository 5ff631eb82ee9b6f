import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { never, terminalRig } from '../../../e2e/rig/terminal-rig.ts'
import { terminals } from './index.ts'

const rig = terminalRig('term')
const { docker, run, open, show, close, ended, processes } = rig

describe('a shell', () => {
  it('is found, answers, and tells its exit code', async () => {
    const session = await open(await run('alpine:3.20', 'sleep', '1000'))
    expect(session).toMatchObject({ program: 'ash', kind: 'shell', tty: true, now: { state: 'live' } })
    const screen = await show(session)
    await screen.type('echo term=$TERM color=$COLORTERM start=$GANTRY_START.\r')
    await screen.untilText('term=xterm-256color color=truecolor start=.')
    expect(screen.text()).not.toContain('gantry;')
    await screen.type('exit 130\r')
    await screen.done
    expect((await ended(session)).now).toEqual({ state: 'ended', code: 130 })
  })

  it('is bash where there is one, with a locale of wide characters', async () => {
    await docker('pull', '-q', 'ubuntu:24.04')
    const session = await open(await run('ubuntu:24.04', 'sleep', '1000'))
    expect(session.program).toBe('bash')
    const screen = await show(session)
    await screen.type("printf '\\360\\237\\230\\200 %s\\n' привет\r")
    await screen.untilText('😀 привет')
  })

  it('says the words of the engine when there is none', async () => {
    const container = await run('gantry/noshell')
    const begin = Date.now()
    await expect(open(container)).rejects.toMatchObject({
      code: 'terminal.no-shell',
      detail: expect.stringMatching(/executable file not found|no such file/) as string,
    })
    // Each of four shells is refused by the engine; none is waited for, which would take ten seconds.
    expect(Date.now() - begin).toBeLessThan(10_000)
  })

  it('says that a container does not run', async () => {
    const container = await run('alpine:3.20', 'true')
    await docker('wait', container)
    await expect(open(container)).rejects.toMatchObject({
      code: 'container.wrong-state',
      detail: expect.stringContaining('not running') as string,
    })
  })

  it('has the size of its page, the last of many', async () => {
    const session = await open(await run('alpine:3.20', 'sleep', '1000'), { cols: 101, rows: 31 })
    const screen = await show(session)
    await screen.until(() => screen.terminal.cols === 101, 'first size')
    await screen.type('stty size\r')
    await screen.untilText('31 101')
    for (let cols = 60; cols <= 90; cols++) await rig.on.resize({ session: session.id, cols, rows: 20 }, never)
    await screen.type('while [ "$(stty size)" != "20 90" ]; do :; done; echo arrived\r')
    await screen.until(() => /^arrived$/m.test(screen.text()), 'last size')
  })
})

describe('a command', () => {
  it('runs and ends with its code', async () => {
    const session = await open(await run('alpine:3.20', 'sleep', '1000'), { kind: 'command', command: ['sh', '-c', 'echo "a  b"; exit 7'] })
    const screen = await show(session)
    await screen.done
    expect(screen.text()).toBe('a  b')
    expect((await ended(session)).now).toEqual({ state: 'ended', code: 7 })
  })

  it('that is over at once is never waited for', async () => {
    const container = await run('alpine:3.20', 'sleep', '1000')
    const sessions = await Promise.all(Array.from({ length: 40 }, () => open(container, { kind: 'command', command: ['true'] })))
    for (const session of sessions) {
      expect((await ended(session)).now).toEqual({ state: 'ended', code: 0 })
      const screen = await show(session)
      await screen.done
      await close(session)
    }
  })

  it('that is not there is named', async () => {
    const container = await run('gantry/noshell')
    const opened = open(container, { kind: 'command', command: ['/nowhere', 'x'] })
    await expect(opened).rejects.toMatchObject({ code: 'container.command-not-found', params: { command: '/nowhere' } })
  })
})

describe('closing', () => {
  it('ends the shell with what runs in it, and leaves what was told to outlive it', async () => {
    const container = await run('ubuntu:24.04', 'sleep', '1000')
    const session = await open(container)
    const screen = await show(session)
    await screen.type('trap "" HUP; nohup sleep 2001 >/dev/null 2>&1 & sleep 2002 & sleep 2003\r')
    await screen.until(() => screen.text().includes('2003'), 'echo')
    await expect.poll(async () => (await processes(container)).join('\n')).toContain('sleep 2003')
    expect(await close(session)).toEqual({ ended: true })
    await expect.poll(async () => (await processes(container)).join('\n')).not.toMatch(/bash/)
    // What a shell that minds no hang-up starts inherits that from it.
    expect((await processes(container)).join('\n')).toMatch(/sleep 2001[\s\S]*sleep 2002/)
    await screen.leave()
  })

  it('says that a shell in a paused container still runs', async () => {
    const container = await run('alpine:3.20', 'sleep', '1000')
    const session = await open(container)
    await docker('pause', container)
    expect(await close(session)).toEqual({ ended: false })
    await docker('unpause', container)
    expect(await processes(container)).toHaveLength(2)
  })
})

describe('the ledger', () => {
  it('lists what a killed backend left, and ends it', async () => {
    const container = await run('alpine:3.20', 'sleep', '1000')
    const session = await open(container)
    const folder = join(rig.dataDir, 'terminals')
    // Beside it one may be being written, as terminals before this one end.
    const file = (await readdir(folder)).find((one) => one.endsWith('.json')) ?? ''
    expect((await stat(join(folder, file))).mode & 0o777).toBe(0o600)
    // The same file of a process that is no more.
    const { readFile, writeFile, mkdir } = await import('node:fs/promises')
    const other = await mkdtemp(join(tmpdir(), 'gantry-term-'))
    await mkdir(join(other, 'terminals'))
    const kept = JSON.parse(await readFile(join(folder, file), 'utf8')) as { entries: { id: string }[] }
    const mine = { owner: { pid: 4_190_000, started: '1' }, entries: kept.entries.filter((entry) => entry.id === session.id) }
    await writeFile(join(other, 'terminals', '1.json'), JSON.stringify(mine))
    const next = terminals(() => rig.engine, { dataDir: other, env: {}, home: other })
    expect(await next.handlers.orphans({}, never)).toMatchObject([{ id: session.id, program: 'ash', container: { id: container } }])
    expect(await next.handlers.endOrphan({ id: session.id }, never)).toEqual({ ended: true })
    expect(await next.handlers.orphans({}, never)).toEqual([])
    expect((await ended(session)).now).toMatchObject({ state: 'ended' })
    await expect.poll(() => processes(container)).toHaveLength(1)
    await rm(other, { recursive: true })
  })
})
