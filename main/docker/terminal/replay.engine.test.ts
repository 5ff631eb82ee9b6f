import { beforeAll, describe, expect, it } from 'vitest'
import { terminalRig } from '../../../e2e/rig/terminal-rig.ts'

const LIMIT = 20_000
let shared: string
const rig = terminalRig('term')
const { docker, run, create, open, show, again, close, ended, isRunning } = rig

beforeAll(async () => {
  shared = await run('alpine:3.20', 'sleep', '3000')
})

describe('a page that comes back', () => {
  it('finds vi as it was, cell by cell, and types on', async () => {
    const session = await open(shared, { cols: 100, rows: 30 })
    const first = await show(session)
    await first.type("seq 1 200; printf 'one\\ntwo Привет 漢字 😀\\n' > /tmp/a; vi /tmp/a\r")
    await first.until(() => first.terminal.buffer.active.type === 'alternate' && first.text().includes('two Привет'), 'vi')
    await first.type('jx')
    await first.until(() => /^wo Привет/m.test(first.text()), 'edit')
    const second = await again(session, first)
    await second.type(':q!\r')
    await second.until(() => second.terminal.buffer.active.type === 'normal' && second.text().includes('200'), 'shell')
    expect(second.text(true)).toMatch(/^\S* ?.*seq 1 200/m)
    expect(second.text(true)).toMatch(/\n1\n2\n3\n/)
    await close(session)
  })

  it('finds top as it was and sees it go on', async () => {
    const session = await open(shared, { cols: 90, rows: 20 })
    const first = await show(session)
    await first.type('top -d 60\r')
    await first.untilText(/^ *\d+ .* top -d 60$/m)
    const second = await again(session, first)
    await second.type(' ')
    const before = second.bytes
    await second.until(() => second.bytes > before, 'next picture')
    await close(session)
  })

  it('finds colours, modes and the end of a flood', async () => {
    const session = await open(shared)
    const first = await show(session)
    const colours =
      "printf '\\033[38;2;10;200;30mtrue\\033[48;5;200m256\\033[0;1;3;4;7mall\\033[0m\\r\\n\\033[?2004h\\033[?1002h\\033[?1006h'"
    await first.type(`seq 1 300000; ${colours}\r`)
    await first.until(() => /true256all/.test(first.text()) && first.text().trimEnd().endsWith('#'), 'end of the flood')
    const second = await again(session, first)
    expect((second.cells() as { modes: object }).modes).toMatchObject({ paste: true, mouse: 'drag' })
    await close(session)
  })

  it('misses nothing of what ran meanwhile, nor the exit', async () => {
    const session = await open(shared)
    const first = await show(session)
    await first.type('sleep 0.3; seq 1 20000; echo "last" "line"; exit 5\r')
    await first.untilText('sleep 0.3')
    await first.leave()
    await ended(session)
    const second = await show(session)
    await second.done
    expect(second.text()).toMatch(/19999\n20000\nlast line$/)
    await close(session)
  })
})

describe('bytes', () => {
  it('of a character split over chunks stay one character', async () => {
    const session = await open(shared)
    const screen = await show(session)
    await screen.type("for b in '\\360' '\\237' '\\230' '\\200' '\\320' '\\237'; do printf \"$b\"; sleep 0.05; done; printf ' split\\n'\r")
    await screen.untilText('😀П split')
    await close(session)
  })

  it('of a flood end with Ctrl-C at once, and the prompt is whole', async () => {
    const session = await open(shared)
    const screen = await show(session)
    const times: number[] = []
    for (let round = 0; round < 5; round++) {
      await screen.type('yes aaaaaaaaaabbbbbbbbbbccccccccccdddddddddd\r')
      const before = screen.bytes
      await screen.until(() => screen.bytes > before + 3_000_000, 'flood')
      const begin = performance.now()
      await screen.type('\x03')
      await screen.until(() => /# $/.test(screen.line()), 'prompt')
      times.push(performance.now() - begin)
    }
    expect(screen.marks.filter((mark) => mark.t === 'skipped').length).toBeGreaterThan(0)
    expect(Math.min(...times)).toBeLessThan(100)
    await screen.type('echo whole\r')
    await screen.untilText(/\nwhole/)
    await close(session)
  })
})

describe('attach', { timeout: LIMIT }, () => {
  it('shows a shell that runs already, and letting go does not stop it', async () => {
    const container = await run('-it', 'alpine:3.20', 'sh')
    const session = await open(container, { kind: 'attach' })
    expect(session).toMatchObject({ tty: true, readOnly: false, detachKeys: 'ctrl-],ctrl-]', program: '' })
    const screen = await show(session)
    await screen.type('echo $((6*7)) \x10\r')
    await screen.untilText('42')
    await screen.type('\x1d\x1d')
    await screen.done
    await expect.poll(() => isRunning(container)).toBe(true)
    expect((await ended(session)).now).toEqual({ state: 'detached' })
    expect(await close(session)).toEqual({ ended: true })
    const next = await open(container, { kind: 'attach' })
    await close(next)
    expect(await isRunning(container)).toBe(true)
  })

  it('starts a created container without missing a byte and tells its exit code, also when it removes itself', async () => {
    const container = await create('--rm', '-it', 'alpine:3.20', 'sh', '-c', 'echo first; stty size; read x; exit 9')
    const session = await open(container, { kind: 'attach', start: true, cols: 70, rows: 21 })
    const screen = await show(session)
    await screen.untilText('first')
    await screen.type('\r')
    await screen.done
    expect((await ended(session)).now).toEqual({ state: 'ended', code: 9 })
    await close(session)
  })

  it('only looks on where leaving would end the input', async () => {
    const loop = 'while :; do echo tick; sleep 0.2; done'
    const container = await create('-i', 'alpine:3.20', 'sh', '-c', loop)
    await docker('start', container)
    const session = await open(container, { kind: 'attach' })
    expect(session).toMatchObject({ tty: false, readOnly: true })
    const screen = await show(session)
    await screen.untilText('tick\ntick')
    await close(session)
    expect(await isRunning(container)).toBe(true)
  })
})
