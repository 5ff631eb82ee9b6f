import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { terminalRig } from '../../../e2e/rig/terminal-rig.ts'
import type { Session } from '../../../shared/contract/terminal.ts'
import { ensurePackages } from '../../sandbox/packages.ts'
import type { TestScreen } from './test-screen.ts'

const NEEDED = { tmux: 'tmux', htop: 'htop', less: 'less', python3: 'python3-minimal' }
/** Megabytes of the script that prints without end, a tenth of it attached: the engine keeps that as a log. Fewer by `GANTRY_FLOOD_MB`. */
const FLOOD_MB = Number(process.env['GANTRY_FLOOD_MB'] ?? 1000)
const { docker, create, open, show, live, again, close } = terminalRig('program')

beforeAll(() => ensurePackages(true, () => undefined, NEEDED), 240_000)

/** The machine's own programs, read only, in a container. */
const FOLDERS = ['/usr', '/lib', '/lib64', dirname(process.execPath)]
  .filter(existsSync)
  .flatMap((folder) => ['-v', `${folder}:${folder}:ro`])
const ENV = ['TERM=xterm-256color', 'LANG=C.UTF-8', `PATH=${dirname(process.execPath)}:/usr/bin:/bin`].flatMap((text) => ['-e', text])

type Way = 'exec' | 'attach'
/** A program in a terminal: beside the container's own process, or as that process itself. */
async function start(way: Way, command: string[]): Promise<{ session: Session; screen: TestScreen }> {
  const own = way === 'attach' ? command : ['sleep', '3000']
  const container = await create('-it', ...FOLDERS, ...ENV, 'alpine:3.20', ...own)
  const size = { cols: 100, rows: 30 }
  if (way === 'exec') await docker('start', container)
  const session = await open(container, way === 'attach' ? { kind: 'attach', start: true, ...size } : { kind: 'command', command, ...size })
  return { session, screen: await show(session) }
}

/**
 * Engines before API 1.42 give a new terminal 24 lines, whatever is asked for, and the size a moment later: a program that draws in
 * between (docker exec -it has the same) is told too late.
 */
const sized = (command: string): string[] => ['sh', '-c', `until [ "$(stty size)" = "30 100" ]; do usleep 10000; done; ${command}`]

const BARS =
  'for i in $(seq 1 100); do printf "\\rlayer 1 [%3d%%]\\n\\rlayer 2 [%3d%%]\\033[A" $i $((i/2)); done; printf "\\n\\n"; read end'
const PAGE = 'for i in $(seq 0 255); do printf "\\033[48;5;%dm%4d" $i $i; done; printf "\\033[0m\\n👩‍🚀 🏳️‍🌈 é 漢字 ｶﾅ ไทย\\n"; read end'

describe.each<Way>(['exec', 'attach'])('through %s', (way) => {
  it.each([
    ['node', ['node'], '> ', 'const f = (n) => n * 2; f(21)', '42'],
    ['python', ['python3', '-q'], '>>> ', '[x ** 2 for x in range(4)]', '[0, 1, 4, 9]'],
  ])('a REPL of %s answers, and is found as it was', async (_name, command, prompt, line, answer) => {
    const { session, screen } = await start(way, command)
    await screen.until(() => screen.text().endsWith(prompt.trimEnd()), 'prompt')
    await screen.type(`${line}\r`)
    await screen.until(() => screen.text().includes(`\n${answer}`) && screen.text().endsWith(prompt.trimEnd()), 'answer')
    const second = await again(session, screen)
    await second.type('\x04')
    await second.done
    await close(session)
  })

  it('less shows a page, finds a text, and is found as it was', async () => {
    const { session, screen } = await start(way, sized('seq 1 5000 | less -i'))
    await screen.untilText(/^:$/m)
    await screen.type('/4321\r')
    await screen.until(() => screen.text().startsWith('4321'), 'the line found')
    const second = await again(session, screen)
    await second.type('q')
    await second.done
    expect(second.terminal.buffer.active.type).toBe('normal')
    await close(session)
  })

  it('tmux splits its window, and both halves are found as they were', async () => {
    const { session, screen } = await start(way, ['tmux', '-u', '-f', '/dev/null', 'new', 'sh'])
    await screen.untilText(/\[0\] 0:sh/)
    await screen.type('printf "left \\033[32mgreen\\033[0m 漢字\\n"\r')
    await screen.untilText(/^left green 漢字/m)
    await screen.type('\x02%')
    await screen.untilText('│')
    await screen.type('echo right $((6*7))\r')
    await screen.untilText(/│right 42/)
    const second = await again(session, screen)
    await second.type('\x02d')
    await second.done
    await close(session)
  })

  it('htop draws with the mouse on, and is found as it was', async () => {
    const { session, screen } = await start(way, sized('htop -d 600'))
    await screen.untilText(/F10Quit/)
    const second = await again(session, screen)
    expect((second.cells() as { modes: object }).modes).toMatchObject({ mouse: expect.not.stringMatching('none') as unknown })
    await second.type('q')
    await second.done
    await close(session)
  })

  it('vi edits a text, and is found as it was', async () => {
    const { session, screen } = await start(way, sized("printf 'one\\ntwo Привет 漢字 😀\\n' > /tmp/a; busybox vi /tmp/a; cat /tmp/a"))
    await screen.until(() => screen.terminal.buffer.active.type === 'alternate' && screen.text().includes('two Привет'), 'vi')
    await screen.type('jx')
    await screen.until(() => /^wo Привет/m.test(screen.text()), 'edit')
    const second = await again(session, screen)
    await second.type(':wq\r')
    await second.done
    expect(second.terminal.buffer.active.type).toBe('normal')
    expect(second.text()).toMatch(/^one\nwo Привет 漢字 😀$/m)
    await close(session)
  })

  it('top of busybox is found as it was, and draws again', async () => {
    const { session, screen } = await start(way, sized('busybox top -d 600'))
    await screen.untilText(/PID +PPID/)
    const second = await again(session, screen)
    const before = second.bytes
    await second.type(' ')
    await second.until(() => second.bytes > before, 'next picture')
    await second.type('q')
    await second.done
    await close(session)
  })

  it.each([
    ['bars of a build', BARS, /layer 1 \[100%\]\nlayer 2 \[ 50%\]/],
    ['256 colours and emoji', PAGE, /252 253 254 255/],
  ])('%s end up as a terminal leaves them, and are found as they were', async (_name, script, wanted) => {
    const { session, screen } = await start(way, sized(script))
    await screen.untilText(wanted)
    const second = await again(session, screen)
    await second.type('\r')
    await second.done
    await close(session)
  })
})

it.each<[number, Way]>([
  [FLOOD_MB, 'exec'],
  [FLOOD_MB / 10, 'attach'],
])(
  'a script that prints %i MB through %s: not a byte is lost, in bounded memory',
  async (megabytes, way) => {
    const line = `${'0123456789'.repeat(9)}abcdefgh`
    const count = (megabytes * 1_000_000) / (line.length + 2)
    const { session, screen } = await start(way, ['sh', '-c', `read begin; yes ${line} | head -n ${count.toFixed(0)}; echo the end`])
    await live(screen)
    const [before, heap] = [screen.bytes, process.memoryUsage().rss]
    let most = 0
    const watch = setInterval(() => {
      most = Math.max(most, process.memoryUsage().rss - heap)
    }, 50)
    await screen.type('\r')
    await screen.done
    clearInterval(watch)
    expect(screen.bytes - before).toBe(Number(count.toFixed(0)) * (line.length + 2) + '\r\nthe end\r\n'.length)
    expect(screen.text()).toMatch(/the end$/)
    expect(most).toBeLessThan(250_000_000)
    await close(session)
  },
  300_000,
)
