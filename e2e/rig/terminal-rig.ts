import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect } from 'vitest'
import type { Engine } from '../../main/docker/engine.ts'
import type { ConfirmDanger } from '../../main/docker/lib/danger.ts'
import { connectTestEngine } from '../../main/docker/lib/test-engine.ts'
import { type Terminals, terminals } from '../../main/docker/terminal/index.ts'
import { TestScreen } from '../../main/docker/terminal/test-screen.ts'
import type { Sandbox } from '../../main/sandbox/types.ts'
import type { OpenTerminal, Session } from '../../shared/contract/terminal.ts'
import { docker, testHost, uniqueName } from './engine.ts'
import { ENGINE_KINDS, type EngineKind, engineMissing, startEngine } from './engines.ts'

export type TerminalRigOptions = {
  /** The shared engine where nothing is said. Asked when the tests begin. */
  host?: () => string
  confirmDanger?: ConfirmDanger
}

/** Never aborted: for calls that a test waits out. */
export const never = new AbortController().signal

/**
 * What a file of terminal tests works with: terminals on one engine, and containers named after `word` that are gone afterwards.
 * To be called at the top of the file, or of the `describe` of one engine.
 */
export function terminalRig(word: string, { host = testHost, confirmDanger = null }: TerminalRigOptions = {}) {
  let engine: Engine
  let dataDir: string
  let all: Terminals
  const made = new Set<string>()
  const command = (...args: string[]) => docker(host(), ...args)
  const make = async (...args: string[]): Promise<string> => {
    const name = uniqueName(word)
    made.add(name)
    const [verb = '', ...rest] = args
    await command(verb, ...(verb === 'run' ? ['-d'] : []), '--name', name, ...rest)
    return (await command('inspect', '-f', '{{.Id}}', name)).trim()
  }

  beforeAll(async () => {
    engine = await connectTestEngine(host())
    dataDir = await mkdtemp(join(tmpdir(), `gantry-${word}-`))
    all = terminals(() => engine, { dataDir, env: { DOCKER_CONFIG: dataDir }, home: dataDir, confirmDanger })
  })
  afterAll(async () => {
    await all.close()
    await removed(made, command)
    engine.close()
    await rm(dataDir, { recursive: true })
  })

  return {
    get engine() {
      return engine
    },
    get dataDir() {
      return dataDir
    },
    get terminals() {
      return all
    },
    get on() {
      return all.handlers
    },
    host,
    source: () => engine,
    folder: () => dataDir,
    /** One that no other test of this run uses. */
    name: () => uniqueName(word),
    /** Names of containers to be removed at the end; a test that makes its own adds them. */
    made,
    /** The docker command on this engine. */
    docker: command,
    ...containersOf(command, make),
    ...sessionsOf(() => all),
  }
}

/** A test may have removed its own, or they themselves. */
async function removed(made: ReadonlySet<string>, command: (...args: string[]) => Promise<string>): Promise<void> {
  if (made.size === 0) return
  await command('rm', '-fv', ...made).catch((error: unknown) => {
    if (!/No such container|no such container/.test(String(error))) throw error
  })
}

export type TerminalRig = ReturnType<typeof terminalRig>

/** The same tests on an engine of each kind, started for them alone; a kind that cannot be had is skipped with the reason in its name. */
export async function onEveryEngine(
  word: string,
  { seed, kinds = ENGINE_KINDS, ...options }: Omit<TerminalRigOptions, 'host'> & { seed: string[]; kinds?: readonly EngineKind[] },
  tests: (rig: TerminalRig, kind: EngineKind) => void,
): Promise<void> {
  for (const kind of kinds) {
    const missing = await engineMissing(kind)
    describe.skipIf(missing !== undefined)(missing === undefined ? kind : `${kind} cannot be had: ${missing}`, () => {
      let sandbox: Sandbox
      // Before those of the rig, so that it starts first and stops last.
      beforeAll(async () => {
        sandbox = await startEngine({ kind, seed })
      })
      afterAll(() => sandbox.stop())
      tests(terminalRig(word, { ...options, host: () => sandbox.host }), kind)
    })
  }
}

function containersOf(command: (...args: string[]) => Promise<string>, make: (...args: string[]) => Promise<string>) {
  const labelled = async (name: string) =>
    (await command('ps', '-aq', '--no-trunc', '--filter', `label=dev.gantry.toolbox.of=${name}`)).split('\n').filter(Boolean)
  return {
    /** A container that was started in the background; its id. The options of `docker run`, the image, its words. */
    run: (...args: string[]) => make('run', ...args),
    /** One that was made and not started. */
    create: (...args: string[]) => make('create', ...args),
    /** A field of `docker inspect`, by its template. */
    ask: async (container: string, template: string): Promise<string> => (await command('inspect', '-f', template, container)).trim(),
    isRunning: async (container: string): Promise<boolean> =>
      (await command('inspect', '-f', '{{.State.Running}}', container)).trim() === 'true',
    /** `pid args` of each process of a container, as the host counts. */
    processes: async (container: string): Promise<string[]> =>
      (await command('top', container, '-eo', 'pid,args')).trim().split('\n').slice(1),
    /** The toolboxes and copies made for one container, so that other tests of the run do not matter. */
    helpers: async (container: string): Promise<string[]> =>
      labelled((await command('inspect', '-f', '{{.Name}}', container).catch(() => '/gone')).trim().replace(/^\//, '')),
  }
}

const live = (screen: TestScreen): Promise<void> => screen.until(() => screen.marks.some((mark) => mark.t === 'live'), 'end of the replay')

function sessionsOf(all: () => Terminals) {
  return {
    open: (container: string, more: Partial<OpenTerminal> = {}): Promise<Session> =>
      all().handlers.open({ container, kind: 'shell', cols: 100, rows: 24, ...more }, never),
    show: (session: Session): Promise<TestScreen> => TestScreen.of(all().handlers, session.id),
    /** Until what the session said before is shown. */
    live,
    /**
     * Looks at a session a second time, as a page does after a reload: it must find each cell as the first one has it, which stays as
     * it was then. Compared before anything newer comes: a program may draw on at any time.
     */
    async again(session: Session, first: TestScreen): Promise<TestScreen> {
      let found: unknown
      const second = await TestScreen.of(all().handlers, session.id, (screen) => {
        found = screen.cells()
      })
      await live(second)
      await first.done
      expect(first.marks.at(-1)).toEqual({ t: 'taken' })
      expect(found).toEqual(first.cells())
      return second
    },
    /** What became of a session, once it is over. */
    async ended(session: Session): Promise<Session> {
      for await (const sessions of all().handlers.watch({}, never)) {
        const found = sessions.find(({ id }) => id === session.id)
        if (found !== undefined && found.now.state !== 'live') return found
      }
      throw new Error('the watch ended')
    },
    resize: (session: Session, size: { cols: number; rows: number }) => all().handlers.resize({ session: session.id, ...size }, never),
    shells: (container: string) => all().handlers.shells({ container }, never),
    close: (session: Session) => all().handlers.close({ session: session.id }, never),
  }
}
