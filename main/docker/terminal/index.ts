import type { AppContract } from '../../../shared/contract/index.ts'
import type { OpenTerminal, Session } from '../../../shared/contract/terminal.ts'
import { appError } from '../../../shared/errors.ts'
import type { Handlers } from '../../../shared/rpc/define.ts'
import type { Engine, EngineSource } from '../engine.ts'
import type { ConfirmDanger } from '../lib/danger.ts'
import { Asked } from './asked.ts'
import { type DockerConfigPlace, detachKeys } from './detach-keys.ts'
import { execRuns } from './exec.ts'
import { hangUp } from './hang-up.ts'
import { Ledger } from './ledger.ts'
import { Leftovers } from './leftovers.ts'
import { openSession } from './open.ts'
import { Openings } from './openings.ts'
import { Recordings, recordingHandlers } from './recordings.ts'
import type { LiveSession } from './session.ts'
import { findShells } from './shells.ts'
import { Watchers } from './watchers.ts'

/** A page that opens ever more is broken or hostile. */
const MAX_SESSIONS = 256
/**
 * Quitting waits no longer than this for the shells to end: either form of the app ends two seconds after it was asked to,
 * and connections and the sandbox close after them. The next run lists what was left.
 */
const CLOSE_LIMIT = 1500

export type Terminals = {
  handlers: Handlers<AppContract>['terminal']
  /** Call with each engine that was connected to: takes away what terminals of crashed runs, or of a host that was lost, left on it. */
  met(engine: Engine): Promise<void>
  /** What would end if Gantry quit now. */
  running(): Session[]
  /** Names of the recordings that nobody has saved; they outlive this run, and are offered by the next. */
  unsaved(): string[]
  /** Ends what runs, and keeps what it showed: its host is being left. Waits 1.5 s at most. */
  leave(): Promise<void>
  /** Ends every session and waits for it, for 1.5 s at most. */
  close(): Promise<void>
}

/** `recordingBytes`: how large a recording may be; absent = `MOST_RECORDED`. */
export type TerminalConfig = DockerConfigPlace & { dataDir: string; confirmDanger?: ConfirmDanger; recordingBytes?: number }

/** Sessions live here, whoever looks at them; a page only reads and types. */
export function terminals(source: EngineSource, config: TerminalConfig): Terminals {
  const sessions = new Map<string, LiveSession>()
  const ledger = new Ledger(config.dataDir)
  const leftovers = new Leftovers()
  const asked = new Asked((id) => sessions.has(id))
  const watchers = new Watchers()
  const openings = new Openings()
  const changed = watchers.wake
  const recordings = new Recordings(config.dataDir, config.recordingBytes)
  const list = () => [...sessions.values()].map((session) => session.info)
  const find = (id: string): LiveSession => {
    const session = sessions.get(id)
    if (session === undefined) throw appError('terminal.not-found')
    return session
  }

  const open = async ({ ticket, ...input }: OpenTerminal, asker: AbortSignal): Promise<Session> => {
    if (sessions.size + openings.begun.size >= MAX_SESSIONS) throw appError('rpc.too-many')
    const host = source().host.address
    const going = openings.begin(ticket, asker)
    const begun = openSession(input, {
      opening: going,
      engine: () => engineOf(source, host),
      leftovers,
      detachKeys: () => detachKeys(config),
      confirmDanger: config.confirmDanger ?? null,
      onChange: changed,
      onStarted: (info, leader) => ledger.add({ ...leader, ...summary(info), host }),
      onEnded: (id) => ledger.remove(id),
    })
    openings.begun.add(begun)
    try {
      const session = await begun
      if (going.signal.aborted) {
        // Nobody waits for it any more: a terminal that no tab shows would run unseen.
        await session.close()
        throw appError('rpc.cancelled')
      }
      sessions.set(session.info.id, session)
      asked.note(session.info.id, input)
      changed()
      return session.info
    } catch (error) {
      throw going.signal.aborted ? appError('rpc.cancelled') : error
    } finally {
      going.over()
      openings.begun.delete(begun)
    }
  }

  const handlers: Terminals['handlers'] = {
    open,
    ...openings.handlers,
    again: async ({ session, cols, rows }, signal) => open({ ...asked.find(session), cols, rows }, signal),
    shells: ({ container }, signal) => findShells(source(), container, signal),
    watch: (_input, signal) => watchers.watch(list, signal),
    output: ({ session }, signal) => find(session).read(signal),
    write: ({ session, data, binary }) => find(session).write(data, binary ?? false),
    resize: async ({ session, cols, rows }) => find(session).resize({ cols, rows }),
    async close({ session }) {
      const ended = await find(session).close()
      sessions.delete(session)
      changed()
      return { ended }
    },
    ...recordingHandlers(recordings, find),
    orphans: () => orphans(source(), ledger),
    async endOrphan({ id }) {
      const entry = (await ledger.left()).find((one) => one.id === id)
      if (entry === undefined) throw appError('terminal.not-found')
      const ended = await hangUp(engineOf(source, entry.host), entry)
      if (ended) await ledger.forget(id)
      return { ended }
    },
  }

  /** Also those that are just being opened. */
  const each = (end: (session: LiveSession) => Promise<unknown>) => [
    ...[...sessions.values()].map(end),
    ...[...openings.begun].map((begun) => begun.then(end)),
  ]

  return {
    handlers,
    met: (engine) => leftovers.met(engine),
    running: () => list().filter(({ now, kind }) => now.state === 'live' && kind !== 'attach'),
    unsaved: () => recordings.unsaved(),
    leave: () => inTime(each((session) => session.leave())),
    async close() {
      // The files at once: the shells may take all the time there is, and a disk that hangs must not keep them.
      await inTime([recordings.close(), ...each((session) => session.close())])
      sessions.clear()
      await ledger.close()
    },
  }
}

async function inTime(ends: Promise<unknown>[]): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise((resolve) => {
    timer = setTimeout(resolve, CLOSE_LIMIT)
  })
  // One that could not be opened or ended keeps nobody.
  await Promise.race([Promise.allSettled(ends), limit])
  clearTimeout(timer)
}

const summary = ({ id, container, program, since }: Session) => ({ id, name: container.name, program, since })

/** A session belongs to one host: after a switch its process cannot be reached, and must not be looked for on another. */
function engineOf(source: EngineSource, address: string): Engine {
  const engine = source()
  if (engine.host.address !== address) throw appError('host.switched')
  return engine
}

async function orphans(engine: Engine, ledger: Ledger) {
  const here = (await ledger.left()).filter(({ host }) => host === engine.host.address)
  const alive = await Promise.all(here.map(({ exec }) => execRuns(engine, exec)))
  for (const [index, entry] of here.entries()) if (alive[index] === false) await ledger.forget(entry.id)
  return here
    .filter((_, index) => alive[index])
    .map(({ id, container, name, program, since }) => ({ id, container: { id: container, name }, program, since }))
}
