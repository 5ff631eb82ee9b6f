import { describe, expect, it } from 'vitest'
import { never, terminalRig } from '../../../e2e/rig/terminal-rig.ts'
import { type Cast, parseCast, sizeOf } from '../../../shared/asciicast.ts'
import { terminal as contract } from '../../../shared/contract/terminal.ts'
import { connect } from '../../../shared/rpc/connect.ts'
import { memoryPair } from '../../../shared/rpc/memory.ts'
import { serve } from '../../../shared/rpc/serve.ts'
import { headless } from './headless.ts'
import { cellsOf, TestScreen } from './test-screen.ts'

const rig = terminalRig('cast')
const { run, open, show, live, close, ended, resize } = rig

/** A page of its own; `cut` is what a reload, a crash or a lost connection is to the backend. */
function page() {
  const [ours, theirs] = memoryPair()
  serve({ terminal: contract }, { terminal: rig.on }, theirs)
  return { api: connect({ terminal: contract }, ours).terminal, cut: () => ours.close() }
}

async function list() {
  for await (const now of rig.on.recordings({}, never)) return now
  throw new Error('the watch ended')
}

async function read(recording: string): Promise<Cast> {
  const parts: Uint8Array[] = []
  for await (const part of page().api.readRecording({ recording })) parts.push(part)
  return parseCast(Buffer.concat(parts).toString())
}

/** What stands on the screen at the end. */
async function play({ cols, rows, events }: Cast): Promise<unknown> {
  const { terminal } = (await headless())({ cols, rows, scrollback: 100 })
  for (const { kind, data } of events) {
    const size = kind === 'r' ? sizeOf(data) : null
    if (size !== null) terminal.resize(size.cols, size.rows)
    if (kind === 'o') await new Promise<void>((resolve) => terminal.write(data, resolve))
  }
  return cellsOf(terminal)
}

describe('a recording', () => {
  it('goes on while its page is gone, and plays to the same screen', async () => {
    const container = await run('alpine:3.20', 'sleep', '1000')
    const session = await open(container, { cols: 80, rows: 24 })
    const first = page()
    const before = await TestScreen.of(first.api, session.id)
    await before.type("printf '\\033[1;32mbefore-%s\\033[0m\\n' $((40+1))\r")
    await before.untilText('before-41')
    const { id } = await first.api.record({ session: session.id, name: 'cast · ash', keys: false })
    await before.type("sleep 1; printf '\\033[7m漢字 😀 meanwhile-%s\\033[0m\\n' $((40+2)); touch /tmp/said\r")
    await before.untilText('sleep 1')
    first.cut()
    await before.done.catch(() => undefined)
    await rig.docker('exec', container, 'sh', '-c', 'until [ -f /tmp/said ]; do sleep 0.05; done')

    const second = page()
    const after = await TestScreen.of(second.api, session.id)
    await after.untilText('😀 meanwhile-42')
    await after.until(() => /# $/.test(after.line()), 'prompt')
    expect(await list()).toMatchObject([{ id, session: session.id, name: 'cast · ash', keys: false, ended: null }])
    await resize(session, { cols: 100, rows: 20 })
    after.terminal.resize(100, 20)
    await after.type('vi /etc/passwd\r')
    await after.until(() => after.terminal.buffer.active.type === 'alternate' && after.text().includes('root:x:0:0'), 'vi')
    await after.type('ix secret \x1b')
    await after.until(() => after.text().includes('x secret root') && after.line().endsWith('x secret'), 'edit')
    expect(await second.api.stopRecording({ recording: id })).toMatchObject({ ended: 'stopped' })
    const cast = await read(id)
    // What the backend would show a page that comes now.
    const third = await show(session)
    await live(third)
    expect(await play(cast)).toEqual(third.cells())
    expect(cast.events.some(({ kind }) => kind === 'i')).toBe(false)
    expect(cast.events.filter(({ kind }) => kind === 'r').map(({ data }) => data)).toEqual(['100x20'])
    const said = (text: string) => cast.events.find(({ kind, data }) => kind === 'o' && data.includes(text))?.at ?? -1
    expect(said('before-41')).toBe(0)
    expect(said('meanwhile-42')).toBeGreaterThan(0.9)
    await second.api.removeRecording({ recording: id })
    expect(await list()).toEqual([])
    await close(session)
  })

  it('stays when its session ends and its tab is closed, with the keys where they were asked for', async () => {
    const session = await open(await run('alpine:3.20', 'sleep', '1000'))
    const { id } = await rig.on.record({ session: session.id, name: 'cast', keys: true }, never)
    const screen = await show(session)
    await screen.type('echo last-$((40+3)); exit 3\r')
    await screen.done
    await ended(session)
    await expect.poll(async () => (await list()).find((one) => one.id === id)).toMatchObject({ ended: 'over' })
    await expect(rig.on.record({ session: session.id, name: 'cast', keys: true }, never)).rejects.toMatchObject({ code: 'terminal.ended' })
    await close(session)
    expect(rig.terminals.unsaved()).toEqual(['cast'])
    const { events } = await read(id)
    const of = (wanted: string) =>
      events
        .filter(({ kind }) => kind === wanted)
        .map(({ data }) => data)
        .join('')
    expect(of('o')).toContain('last-43')
    expect(of('i')).toContain('echo last-$((40+3)); exit 3\r')
    await rig.on.removeRecording({ recording: id }, never)
  })
})
