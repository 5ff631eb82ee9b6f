import { randomBytes } from 'node:crypto'
import type { OpenTerminal, Session, SessionState } from '../../../shared/contract/terminal.ts'
import { AppError, appError } from '../../../shared/errors.ts'
import type { Engine } from '../engine.ts'
import { approveDangers, type ConfirmDanger, judge } from '../lib/danger.ts'
import { attach, type ContainerFacts, inspectContainer, lookingOn, watchesKeys } from './attach.ts'
import { COPIED } from './copy-files.ts'
import { demuxed } from './demuxed.ts'
import { DetachWatch } from './detach-keys.ts'
import { exitCode, startExec } from './exec.ts'
import { hangUp, type Leader } from './hang-up.ts'
import { headless } from './headless.ts'
import type { Leftovers } from './leftovers.ts'
import type { Opening } from './openings.ts'
import type { Size } from './resizer.ts'
import { LiveSession } from './session.ts'
import { baseName } from './shell.ts'
import { cannotHold, type Held, holdCopy, holdFiles, holdToolbox, rootOf } from './toolbox.ts'

export type Surroundings = {
  /** The engine of this session's host; throws while it is not connected. */
  engine: () => Engine
  leftovers: Leftovers
  detachKeys: () => Promise<string>
  confirmDanger: ConfirmDanger
  opening: Opening
  onChange(): void
  /** The session's process is one we started and must end. */
  onStarted(info: Session, leader: Leader): Promise<void>
  onEnded(id: string): void
}

/** How long the end of an attached stream waits for the exit code that goes with it. */
const EXIT_WAIT = 500
/** Between the two sizes that make an attached program draw itself: programs coalesce what comes closer. */
const REDRAW_PAUSE = 60

/** Starts what was asked for; rejects when nothing runs. */
export async function openSession(input: OpenTerminal, around: Surroundings): Promise<LiveSession> {
  try {
    const facts = await inspectContainer(around.engine(), input.container)
    if (input.kind === 'attach') return await openAttach(input, facts, around)
    if (input.kind === 'toolbox' || input.kind === 'copy') return await openHeld(input, facts, around)
    return await openExec(input, facts, around)
  } catch (error) {
    if (error instanceof AppError && isWrongState(error)) throw appError('container.wrong-state', {}, error.detail)
    if (error instanceof AppError && error.code === 'engine.not-found') throw appError('container.not-found', {}, error.detail)
    throw error
  }
}

/** Podman answers 500 where Docker says 409. */
const isWrongState = ({ code, detail = '' }: AppError): boolean =>
  code === 'engine.conflict' || (code === 'engine.failed' && detail.includes('container state improper'))

const factsOf = (input: OpenTerminal, facts: ContainerFacts): Omit<Session, 'program' | 'tty' | 'readOnly' | 'detachKeys' | 'toolbox'> => ({
  id: randomBytes(16).toString('hex'),
  container: { id: input.container, name: facts.Name.replace(/^\//, '') },
  kind: input.kind,
  since: Date.now(),
  ...(facts.State.Running && input.kind !== 'copy' ? { containerStarted: facts.State.StartedAt } : {}),
  ...(input.kind === 'copy' ? { keep: input.keep ?? {} } : {}),
  now: { state: 'live' },
})

/** A shell in a container that exists for this session only. */
async function openHeld(input: OpenTerminal, facts: ContainerFacts, around: Surroundings): Promise<LiveSession> {
  const target = { id: input.container, facts }
  const { image = '' } = input
  const held = await (input.kind === 'copy'
    ? holdCopy(around, target, input.keep ?? {}, around.confirmDanger)
    : facts.State.Running
      ? holdToolbox(around, target, image, around.confirmDanger)
      : holdFiles(around, target, image, around.opening))
  try {
    return await openExec(input, facts, around, held)
  } catch (error) {
    await held.release()
    if (error instanceof AppError && error.code === 'terminal.no-shell')
      throw cannotHold(input.kind === 'copy' ? null : image, error.detail)
    throw error
  }
}

const toolboxOf = (image: string, facts: ContainerFacts): NonNullable<Session['toolbox']> =>
  facts.State.Running ? { image, root: rootOf(facts) } : { image, root: COPIED, copied: true }

async function openExec(input: OpenTerminal, facts: ContainerFacts, around: Surroundings, held: Held | null = null): Promise<LiveSession> {
  const container = held?.id ?? input.container
  const size = { cols: input.cols, rows: input.rows }
  const command = input.kind === 'command' ? (input.command ?? []) : input.shell === undefined ? null : [input.shell]
  if (command?.length === 0) throw appError('rpc.bad-input')
  const engine = around.engine()
  if (input.exec?.privileged === true)
    await approveDangers(judge({ HostConfig: { Privileged: true } }), around.confirmDanger, {
      action: 'exec',
      container: facts.Name.replace(/^\//, ''),
      image: '',
      command: command?.join(' ') ?? '',
    })
  // The process comes last: whatever fails after it has begun would leave it running, with nobody to end it.
  const newScreen = await headless()
  const exec = await startExec(engine, container, command, size, input.exec)
  const leader: Leader = { container, exec: exec.id, pid: exec.pid, starter: exec.starter }
  const program = command === null ? exec.program : baseName(command[0] ?? '')
  const toolbox = input.kind === 'toolbox' ? toolboxOf(input.image ?? '', facts) : null
  const tty = input.exec?.tty !== false
  const info: Session = { ...factsOf(input, facts), program, tty, readOnly: false, detachKeys: null, toolbox }
  // The engine may leave an exec's stream open when its container is removed at the same moment (seen with 20.10).
  void held?.over.then(() => setTimeout(() => exec.stream.destroy(), EXIT_WAIT).unref())
  // What is held ends with us; only what would outlive a crash is written down.
  if (held === null) await around.onStarted(info, leader)
  return new LiveSession({
    newScreen,
    info,
    stream: exec.stream,
    first: exec.first,
    size,
    known: engine.atLeast('1.42') ? size : null,
    resize: (wanted) => resize(around.engine(), `/exec/${exec.id}/resize`, wanted),
    outcome: async () => {
      const state = await execOutcome(around.engine, exec.id)
      if (held !== null) {
        await held.release()
        return state.state === 'lost' ? { state: 'ended', code: null } : state
      }
      if (state.state === 'ended') around.onEnded(info.id)
      return state
    },
    end: async () => {
      if (held !== null) {
        // First its shell: an engine keeps pipes of an exec whose container was taken away, and a target in whose processes it
        // stood keeps what it left unreaped.
        try {
          await hangUp(around.engine(), leader)
        } catch {
          // Its host is away: what it leaves is seen to when that is met again.
        }
        return held.release()
      }
      const ended = await hangUp(around.engine(), leader)
      if (ended) around.onEnded(info.id)
      return ended
    },
    onChange: () => around.onChange(),
  })
}

/** @param source throws while its host is away: then nothing is known. */
async function execOutcome(source: () => Engine, exec: string): Promise<SessionState> {
  try {
    const code = await exitCode(source(), exec)
    return code === null ? { state: 'lost' } : { state: 'ended', code }
  } catch (error) {
    // The engine forgets an exec with its container, and the process has gone with it.
    return error instanceof AppError && error.code === 'engine.not-found' ? { state: 'ended', code: null } : { state: 'lost' }
  }
}

async function openAttach(input: OpenTerminal, facts: ContainerFacts, around: Surroundings): Promise<LiveSession> {
  const { container, start = false } = input
  const size = { cols: input.cols, rows: input.rows }
  const [newScreen, keys] = await Promise.all([headless(), input.detachKeys ?? around.detachKeys()])
  const tty = facts.Config.Tty
  const why = lookingOn(around.engine(), facts, start) ?? (input.readOnly === true ? 'chosen' : null)
  const readOnly = why !== null
  const attached = await attach(around.engine(), container, facts, keys, start, readOnly)
  const send = (wanted: Size) => resize(around.engine(), `/containers/${container}/resize`, wanted)
  // A program that runs already draws nothing for a newcomer until its size changes.
  if (tty && facts.State.Running) {
    await send({ ...size, rows: size.rows + 1 }).catch(() => undefined)
    await new Promise((resolve) => setTimeout(resolve, REDRAW_PAUSE))
  }
  const detachKeys = tty && !readOnly ? keys : null
  const more = why === null ? {} : { lookingOn: why }
  const info: Session = { ...factsOf(input, facts), program: '', tty, readOnly, ...more, detachKeys, toolbox: null }
  return new LiveSession({
    newScreen,
    info,
    stream: tty ? attached.stream : demuxed(attached.stream),
    watch: detachKeys !== null && watchesKeys(around.engine()) ? new DetachWatch(detachKeys) : null,
    first: new Uint8Array(0),
    size,
    known: null,
    resize: send,
    outcome: () => attachOutcome(around.engine, container, attached.exit).finally(() => attached.forget()),
    end: () => {
      attached.forget()
      return Promise.resolve(true)
    },
    onChange: () => around.onChange(),
  })
}

/** @param source as of `execOutcome`. */
async function attachOutcome(source: () => Engine, container: string, exit: Promise<number | null>): Promise<SessionState> {
  const code = await Promise.race([exit, new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), EXIT_WAIT))])
  if (typeof code === 'number') return { state: 'ended', code }
  try {
    const { State } = await inspectContainer(source(), container)
    return State.Running ? { state: 'detached' } : { state: 'ended', code: State.ExitCode }
  } catch (error) {
    return error instanceof AppError && error.code === 'engine.not-found' ? { state: 'ended', code: null } : { state: 'lost' }
  }
}

const resize = (engine: Engine, path: string, { cols, rows }: Size): Promise<unknown> =>
  engine.call({ method: 'POST', path, query: { w: cols, h: rows } })
