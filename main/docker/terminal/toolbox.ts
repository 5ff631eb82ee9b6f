import { randomBytes } from 'node:crypto'
import type { CopyKeeps } from '../../../shared/contract/terminal.ts'
import { AppError, appError } from '../../../shared/errors.ts'
import type { Engine } from '../engine.ts'
import { approveDangers, type ConfirmDanger, judge } from '../lib/danger.ts'
import { missingCommand, takenPort, toStartError } from '../lib/start-error.ts'
import { type ContainerFacts, inspectContainer, wait } from './attach.ts'
import { COPIED, copyFiles } from './copy-files.ts'
import { joinNetworks, keptOf } from './keeps.ts'
import { COPY_COMMENT, type Leftovers, type Made, TOOLBOX_LABEL } from './leftovers.ts'
import { look } from './look.ts'
import type { Opening } from './openings.ts'
import { ownerLabel } from './owner.ts'

const isPodman = ({ info }: Engine): boolean => info.kind === 'podman'

const TOOLBOX_OF = 'dev.gantry.toolbox.of'

/** A container that lives as long as we hold on to it. */
export type Held = {
  id: string
  /** Settles when it runs no more, whoever ended it. */
  over: Promise<unknown>
  release(): Promise<boolean>
}

type Target = { id: string; facts: ContainerFacts }

/** Where it is made, and who takes it away again: the engine of then may be another connection, or none. */
export type Place = { engine: () => Engine; leftovers: Leftovers }

/**
 * A container of `image` in the process and network namespaces of the target. It gets no power of its own: as the target's
 * user and with no capability added, the kernel lets it into `/proc/1/root` (ptrace(2), access mode checks) unless the target
 * was given more than that.
 */
export async function holdToolbox(place: Place, target: Target, image: string, confirm: ConfirmDanger): Promise<Held> {
  const engine = place.engine()
  const { HostConfig } = target.facts
  // Sharing with a container that shares the host's is sharing the host's, and judged so.
  const shared = async (mode: Mode) => ((await rootMode(engine, mode, HostConfig[mode])) === 'host' ? 'host' : `container:${target.id}`)
  const body = {
    ...holder(image, target.facts.Name),
    ...(isPodman(engine) ? { Entrypoint: HOLD_AND_SWEEP } : {}),
    HostConfig: { ...HOST_CONFIG, PidMode: await shared('PidMode'), NetworkMode: await shared('NetworkMode') },
  }
  await approveDangers(judge(body), confirm, { action: 'toolbox', container: plainName(target.facts), image, command: '' })
  const holdAs = async (User: string) => {
    const container = await create(engine, { ...body, User }, image, `toolbox-of-${plainName(target.facts)}`)
    return await hold(place, { container, image: null }, image)
  }
  if (ROOT.has(target.facts.Config.User)) return await holdAs('0')
  if (!isPodman(engine)) return await holdAs(await userByTop(engine, target))
  if (NUMBERS.test(target.facts.Config.User)) return await holdAs(target.facts.Config.User)
  const first = await holdAs(NOBODY)
  const user = await userByStatus(engine, target, first.id).finally(() => first.release())
  return await holdAs(user)
}

const ROOT: ReadonlySet<string> = new Set(['', '0', 'root', '0:0'])
const NUMBERS = /^\d+:\d+$/
/** May read who a process is, and nothing else of it. */
const NOBODY = '65534:65534'

/**
 * Podman ends the main process of a container and not what was started in it beside: where those are not in a process namespace
 * of its own they would run on, and keep the container. So it ends them itself: all of its user that have its root folder.
 */
const HOLD_AND_SWEEP = [
  'sh',
  '-c',
  `cat; for d in /proc/[0-9]*; do p=\${d#/proc/}; if [ "$p" != $$ ] && [ "$d/root" -ef / ]; then kill -KILL "$p"; fi; done 2>/dev/null`,
]

type Mode = 'PidMode' | 'NetworkMode'
/** More containers than this in a row share nothing: a circle. */
const HOPS = 8

/** Whose namespace it is in the end: a container may share that of one that shares the host's. Rejects where that cannot be told. */
async function rootMode(engine: Engine, mode: Mode, given: string): Promise<string> {
  let now = given
  for (let hops = 0; now.startsWith('container:'); hops++) {
    if (hops === HOPS) throw appError('terminal.shared-circle')
    now = (await inspectContainer(engine, now.slice('container:'.length))).HostConfig[mode]
  }
  return now
}

/**
 * A container of `image`, on its own and without a network, with a copy of the files of a target that does not run: nothing of it
 * can be joined, and its image may hold no program at all. Volumes and folders of the host are not among them (`docker export`).
 */
export async function holdFiles(place: Place, target: Target, image: string, opening: Opening): Promise<Held> {
  const engine = place.engine()
  const body = {
    ...holder(image, target.facts.Name),
    User: '0',
    // Made by the engine, and where its shells begin.
    WorkingDir: COPIED,
    HostConfig: { ...HOST_CONFIG, NetworkMode: 'none' },
  }
  const id = await create(engine, body, image, `toolbox-of-${plainName(target.facts)}`)
  const held = await hold(place, { container: id, image: null }, image)
  try {
    await copyFiles(engine, target.id, id, opening)
    return held
  } catch (error) {
    await held.release()
    throw error
  }
}

/** A copy of a stopped container: its files as they are, and of its network, ports and volumes what is to be kept, else none. */
export async function holdCopy(place: Place, target: Target, keep: CopyKeeps, confirm: ConfirmDanger): Promise<Held> {
  const engine = place.engine()
  const kept = await keptOf(engine, { id: target.id, name: plainName(target.facts) }, keep, confirm)
  const { Id: image } = await engine.call<{ Id: string }>(
    {
      method: 'POST',
      path: '/commit',
      query: { container: target.id, pause: 'false', comment: COPY_COMMENT, changes: `LABEL ${TOOLBOX_LABEL}="${ownerLabel()}"` },
      // Podman fails without a body, and takes nothing of it.
      ...(isPodman(engine) ? { body: { Labels: {} } } : {}),
    },
    null,
  )
  const base = holder(image, target.facts.Name)
  // A copy is no part of its project: what works on the whole project must not meet it.
  const foreign = Object.keys(target.facts.Config.Labels ?? {}).filter((key) => key.startsWith('com.docker.compose.'))
  const body = {
    ...base,
    Labels: { ...Object.fromEntries(foreign.map((key) => [key, ''])), ...base.Labels },
    HostConfig: { ...HOST_CONFIG, ...kept.HostConfig },
  }
  const container = await create(engine, body, image, `copy-of-${plainName(target.facts)}`).catch(async (error: unknown) => {
    await place.leftovers.drop(engine.host.address, { container: null, image }, place.engine)
    throw error
  })
  const made = { container, image }
  try {
    await joinNetworks(engine, container, kept.networks)
  } catch (error) {
    await place.leftovers.drop(engine.host.address, made, place.engine)
    throw error
  }
  return hold(place, made, null)
}

const HOST_CONFIG = { AutoRemove: true, LogConfig: { Type: 'none' } }

/** Its main process waits for input that never comes; when we let go, or are no more, the input ends and so does it. */
const holder = (image: string, name: string) => ({
  Image: image,
  Entrypoint: ['cat'],
  Cmd: [],
  WorkingDir: '/',
  Tty: false,
  OpenStdin: true,
  StdinOnce: true,
  AttachStdin: true,
  AttachStdout: false,
  AttachStderr: false,
  Healthcheck: { Test: ['NONE'] },
  Labels: { [TOOLBOX_LABEL]: ownerLabel(), [TOOLBOX_OF]: name.replace(/^\//, '') },
})

const plainName = ({ Name }: ContainerFacts): string => Name.replace(/^\//, '').slice(0, 100)

async function create(engine: Engine, body: object, image: string, name: string): Promise<string> {
  try {
    const query = { name: `${name}-${randomBytes(2).toString('hex')}` }
    return (await engine.call<{ Id: string }>({ method: 'POST', path: '/containers/create', query, body }, null)).Id
  } catch (error) {
    if (error instanceof AppError && error.code === 'engine.not-found') throw appError('image.not-found', { image }, error.detail)
    throw error
  }
}

/** @param image what is said of a failure; null: the copy of a container. */
async function hold(place: Place, made: Made & { container: string }, image: string | null): Promise<Held> {
  const engine = place.engine()
  const id = made.container
  const drop = () => place.leftovers.drop(engine.host.address, made, place.engine)
  try {
    const query = { stream: 1, stdin: 1, stdout: 0, stderr: 0 }
    const line = await engine.hijack({ method: 'POST', path: `/containers/${id}/attach`, query })
    line.resume()
    await engine.call({ method: 'POST', path: `/containers/${id}/start` }, null).catch((error: unknown) => {
      line.destroy()
      throw error
    })
    const waiting = new AbortController()
    let released: Promise<boolean> | null = null
    return {
      id,
      over: wait(engine, id, 'not-running', waiting.signal),
      release() {
        waiting.abort()
        line.destroy()
        released ??= drop()
        return released
      },
    }
  } catch (error) {
    await drop()
    if (error instanceof AppError && takenPort(error.detail ?? '') !== null) throw toStartError(error.detail ?? '', null)
    if (error instanceof AppError && error.detail !== undefined && missingCommand(error.detail) !== null)
      throw cannotHold(image, error.detail)
    throw error
  }
}

/** It lacks a `cat` or a shell: another image may have them, a copy will not. */
export const cannotHold = (image: string | null, detail: string | undefined): AppError =>
  image === null ? appError('terminal.no-copy', {}, detail) : appError('terminal.no-toolbox', { image }, detail)

const untold = () => appError('terminal.user-unknown')

/** `uid:gid` of the target's main process: a name of its passwd file means nothing in another image. Rejects where it cannot be told. */
async function userByTop(engine: Engine, { id, facts }: Target): Promise<string> {
  const query = { ps_args: '-eo pid,uid,gid' }
  const { Processes } = await engine.call<{ Processes: string[][] }>({ path: `/containers/${id}/top`, query })
  const [, uid = '', gid = ''] = Processes.find(([pid]) => pid === String(facts.State.Pid)) ?? []
  if (!/^\d+$/.test(uid) || !/^\d+$/.test(gid)) throw untold()
  return `${uid}:${gid}`
}

/** The same for Podman, which knows no numbers of users: a toolbox of nobody looks. */
async function userByStatus(engine: Engine, { facts }: Target, toolbox: string): Promise<string> {
  const { PidMode } = facts.HostConfig
  if (PidMode.startsWith('container:')) throw untold()
  const pid = PidMode === 'host' ? String(facts.State.Pid) : '1'
  const { said } = await look(engine, toolbox, ['cat', `/proc/${pid}/status`], AbortSignal.timeout(STATUS_LIMIT))
  const [uid, gid] = ['Uid', 'Gid'].map((key) => new RegExp(`${key}:\\t\\d+\\t(\\d+)`).exec(said)?.[1])
  if (uid === undefined || gid === undefined) throw untold()
  return `${uid}:${gid}`
}

/** Milliseconds. */
const STATUS_LIMIT = 5_000

/** Where the target's files are, seen from its toolbox; null where the kernel keeps them from it or its process is not the first. */
export function rootOf({ HostConfig, State }: ContainerFacts): string | null {
  if (HostConfig.Privileged === true || (HostConfig.CapAdd ?? []).length > 0) return null
  if (HostConfig.PidMode === 'host') return `/proc/${String(State.Pid)}/root`
  return HostConfig.PidMode.startsWith('container:') ? null : '/proc/1/root'
}
