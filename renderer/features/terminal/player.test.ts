import { SerializeAddon } from '@xterm/addon-serialize'
import headless from '@xterm/headless'
import { afterEach, expect, test } from 'vitest'
import type { Cast } from '../../../shared/asciicast.ts'
import { type Playback, Player } from './player.ts'
import { framesUntil, timelineOf } from './timeline.ts'

const { Terminal } = headless

/** Sequences cut in two by the frames, colours, a change of size, the other screen. */
const DATA = [
  'one\r\n\x1b[3',
  '1mred',
  '\x1b[0m\r\n',
  '\x1b]0;ti',
  'tle\x07two',
  '\x1b[?1049h\x1b[2;3Hvi',
  '\x1b[?1049l',
  '\r\nthree 漢 😀',
]
const cast: Cast = {
  cols: 40,
  rows: 6,
  idleLimit: null,
  cut: null,
  duration: 9,
  events: [
    ...DATA.map((data, at) => ({ at, kind: 'o' as const, data })),
    { at: 8, kind: 'r', data: '30x8' },
    { at: 8.5, kind: 'o', data: '\r\nlast' },
  ],
}

class Bench {
  millis = 0
  soon: (() => void) | null = null
  told: Playback[] = []
  hidden = false
  readonly sizes: string[] = []
  readonly terminal = new Terminal({ allowProposedApi: true, cols: 10, rows: 3 })
  readonly #serialize = new SerializeAddon()
  readonly player: Player

  constructor(recording: Cast = cast) {
    this.terminal.loadAddon(this.#serialize as never)
    const stage = {
      write: (data: string, parsed: () => void) => this.terminal.write(data, parsed),
      resize: (cols: number, rows: number) => {
        this.sizes.push(`${String(cols)}x${String(rows)}`)
        this.terminal.resize(cols, rows)
      },
      rebuild: (on: boolean) => {
        this.hidden = on
      },
    }
    const clock = {
      now: () => this.millis,
      soon: (call: () => void) => {
        this.soon = call
        return () => {
          this.soon = null
        }
      },
    }
    this.player = new Player(recording, stage, clock, (now) => this.told.push(now))
    benches.push(this)
  }

  /** Lets time pass in small steps, each drawn before the next. */
  async pass(millis: number): Promise<void> {
    await this.drawn()
    for (const end = this.millis + millis; this.millis < end; ) {
      this.millis += 125 // an eighth of a second, so that sums are exact
      this.soon?.()
      await this.drawn()
    }
  }

  async drawn(): Promise<void> {
    await expect.poll(() => this.player.busy).toBe(false)
  }

  get screen(): string {
    return `${String(this.terminal.cols)}x${String(this.terminal.rows)} ${this.#serialize.serialize()}`
  }
}
const benches: Bench[] = []
afterEach(() => {
  for (const { player, terminal } of benches.splice(0)) {
    player.dispose()
    terminal.dispose()
  }
})

/** What a terminal shows that was told everything up to then, with no player. */
async function straight(time: number): Promise<string> {
  const bench = new Bench({ ...cast, events: [] })
  const timeline = timelineOf(cast, null)
  for (const { kind, data } of timeline.frames.slice(0, framesUntil(timeline, time)))
    if (kind === 'o') await new Promise<void>((done) => bench.terminal.write(data, done))
    else bench.terminal.resize(30, 8)
  return bench.screen
}

test('plays as fast as it was, to the end, and from the beginning again', async () => {
  const bench = new Bench()
  bench.player.play()
  await bench.pass(4000)
  expect(bench.screen).toBe(await straight(4))
  await bench.pass(6000)
  expect(bench.player.now).toMatchObject({ playing: false, ended: true, position: 9 })
  expect(bench.screen).toBe(await straight(9))
  expect(bench.soon).toBeNull()
  bench.player.toggle()
  await bench.drawn()
  expect(bench.player.now).toMatchObject({ playing: true, ended: false, position: 0 })
  expect(bench.screen).toBe(await straight(0))
})

test('shows the same at a time, whichever way it got there', async () => {
  const bench = new Bench()
  for (const time of [4, 0, 9, 1, 3, 8, 5, 8.5, 2, 7]) {
    bench.player.seek(time)
    await bench.drawn()
    // Cut in the middle of a sequence, too: what comes after a jump back must not be taken for its end.
    expect(bench.screen, `at ${String(time)}`).toBe(await straight(time))
    expect(bench.hidden).toBe(false)
  }
  expect(bench.sizes).toContain('30x8')
})

test('of many jumps the last wins, within the recording', async () => {
  const bench = new Bench()
  for (const time of [9, 0, 9, 3, -5, 6]) bench.player.seek(time)
  expect(bench.player.now.position).toBe(6)
  await bench.drawn()
  expect(bench.screen).toBe(await straight(6))
  bench.player.seek(Number.POSITIVE_INFINITY)
  await bench.drawn()
  expect(bench.player.now).toMatchObject({ position: 9, ended: true })
  bench.player.jump(-5)
  await bench.drawn()
  expect(bench.player.now.position).toBe(4)
  bench.player.jump(-50)
  expect(bench.player.now.position).toBe(0)
})

test('stands still while paused, goes faster and slower, and a jump does not stop it', async () => {
  const bench = new Bench()
  bench.player.play()
  await bench.pass(1000)
  bench.player.pause()
  bench.millis += 60_000
  expect(bench.player.now.position).toBe(1)
  bench.player.play()
  bench.player.setSpeed(4)
  await bench.pass(1000)
  expect(bench.player.now.position).toBe(5)
  bench.player.setSpeed(0.5)
  bench.player.seek(2)
  await bench.drawn()
  await bench.pass(2000)
  expect(bench.player.now.position).toBe(3)
  expect(bench.screen).toBe(await straight(3))
  for (const speed of [1, 1.5, 2, 4, 4]) {
    bench.player.stepSpeed(1)
    expect(bench.player.now.speed).toBe(speed)
  }
})

test('time stands still while the terminal is busy', async () => {
  const bench = new Bench()
  bench.player.play()
  bench.player.seek(3)
  expect(bench.player.busy).toBe(true)
  bench.millis += 5000
  await bench.drawn()
  expect(bench.player.now.position).toBe(3)
})

test('pauses are limited as the header wishes, and the moment stays when that is changed', async () => {
  const bench = new Bench({ ...cast, idleLimit: 0.25 })
  expect(bench.player.now).toMatchObject({ idleLimit: 0.25, duration: 7 * 0.25 + 3 * 0.25 })
  bench.player.seek(1)
  await bench.drawn()
  expect(bench.screen).toBe(await straight(4))
  bench.player.limitPauses(null)
  await bench.drawn()
  expect(bench.player.now).toMatchObject({ position: 4, duration: 9 })
  expect(bench.screen).toBe(await straight(4))
})

test('tells where it is at most ten times a second, and nothing once it is closed', async () => {
  const bench = new Bench()
  bench.player.play()
  const before = bench.told.length
  for (let step = 0; step < 100; step++) {
    bench.millis += 5
    bench.soon?.()
    await bench.drawn()
  }
  expect(bench.told.length - before).toBeLessThanOrEqual(6)
  bench.player.dispose()
  const after = bench.told.length
  bench.player.seek(5)
  bench.player.play()
  await bench.drawn()
  expect(bench.told.length).toBe(after)
})
