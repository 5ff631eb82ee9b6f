import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { appError } from '../../shared/errors.ts'
import { sweepScript } from './namespace-script.ts'
import { isAlive, processStat, run, until } from './processes.ts'

const MARK = 'gantry-sandbox.json'
/** sun_path holds 108 bytes, containerd takes 104, and its longest socket is `run/containerd/containerd-debug.sock`. */
const DIR_LIMIT = 104 - '/run/containerd/containerd-debug.sock'.length

type Mark = {
  readonly owner: number
  readonly ownerStarted: string
  readonly wrapper?: number
  readonly wrapperStarted?: string
  readonly cgroup?: string
}

const readMark = (dir: string): Mark | undefined => {
  try {
    return JSON.parse(readFileSync(join(dir, MARK), 'utf8')) as Mark
  } catch {
    return undefined
  }
}

/** The same process, not a later one with its number. */
const isSame = (pid: number | undefined, started: string | undefined): boolean =>
  pid !== undefined && isAlive(pid) && processStat(pid)?.started === started

/** Clears what an earlier sandbox in this folder left. Never touches a folder that is not a sandbox's. */
const clear = async (dir: string): Promise<void> => {
  if (!existsSync(dir) || readdirSync(dir).length === 0) return
  const mark = readMark(dir)
  if (mark === undefined) throw appError('sandbox.unavailable', { reason: 'folder', dir })
  if (mark.owner !== process.pid && isSame(mark.owner, mark.ownerStarted)) {
    throw appError('sandbox.unavailable', { reason: 'running', dir, pid: mark.owner })
  }
  // Its owner is gone, so its wrapper is about to empty the folder by itself.
  await until(() => !isSame(mark.wrapper, mark.wrapperStarted), 15_000, 50)
  // Only a name of ours goes into a shell: the file could have been edited.
  if (mark.cgroup !== undefined && /^gantry-[\w-]+$/.test(mark.cgroup)) await run('sh', ['-c', sweepScript(mark.cgroup)])
  rmSync(dir, { recursive: true, force: true })
}

/** Folders and socket of a new sandbox. `extra` is a second, short folder for sockets when `dir` is too long for them. */
export type Folder = {
  readonly dir: string
  readonly socket: string
  readonly run: string
  readonly extra?: string
  mark(wrapper: number, cgroup: string): void
}

export const claimFolder = async (path: string): Promise<Folder> => {
  const dir = resolve(path)
  await clear(dir)
  mkdirSync(dir, { recursive: true, mode: 0o711 })
  const owner = { owner: process.pid, ownerStarted: processStat(process.pid)?.started ?? '' }
  const write = (mark: Mark): void => writeFileSync(join(dir, MARK), JSON.stringify(mark))
  write(owner)
  const extra = dir.length > DIR_LIMIT ? mkdtempSync(join(tmpdir(), 'gantry-')) : undefined
  return {
    dir,
    socket: join(extra ?? dir, 'docker.sock'),
    run: join(extra ?? dir, 'run'),
    ...(extra === undefined ? {} : { extra }),
    mark: (wrapper, cgroup) => write({ ...owner, cgroup, wrapper, wrapperStarted: processStat(wrapper)?.started ?? '' }),
  }
}
