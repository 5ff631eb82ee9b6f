import { randomBytes } from 'node:crypto'
import type { Duplex } from 'node:stream'
import { joined } from '../../../shared/bytes.ts'
import type { ExecOptions } from '../../../shared/contract/terminal.ts'
import { AppError, appError } from '../../../shared/errors.ts'
import type { Engine } from '../engine.ts'
import { missingCommand } from '../lib/start-error.ts'
import { demuxed } from './demuxed.ts'
import { NO_DETACH_KEYS } from './detach-keys.ts'
import type { Size } from './resizer.ts'
import { baseName, commandWithShell, findStart, STARTERS, shellCommand } from './shell.ts'

export type Exec = {
  stream: Duplex
  id: string
  program: string
  /** The leader's process id as the container counts; null where no shell could tell. */
  pid: number | null
  /** The shell that can be asked to end it; null where the image has none. */
  starter: string | null
  /** What it said already. */
  first: Uint8Array
}

/** The engine's codes for "cannot run" and "not found", taken over from POSIX shells. */
const NOT_RUN_CODE = 126
const NOT_RUN = new Set([NOT_RUN_CODE, 127])
const STARTED_BY = 10_000
/** A command that no shell starts gives no sign: after this the engine is asked whether it runs. */
const SETTLED = 300
const POLL = 40
const POLLS = 50

type Inspect = { Running: boolean; ExitCode: number | null; Pid?: number; ContainerID?: string }

/**
 * `GET /exec/{id}/json`, put right: Docker (20.10 to 28 at least) says of an exec whose client went while it wrote that it ended
 * with 126, though its process lives. Whether it does stands among the processes of its container. Rejects as `Engine.call` does.
 */
export async function inspectExec(engine: Engine, id: string): Promise<Inspect> {
  const said = await engine.call<Inspect>({ path: `/exec/${id}/json` })
  const { Running, ExitCode, Pid = 0, ContainerID } = said
  const isDoubtful = !Running && ExitCode === NOT_RUN_CODE && Pid > 0 && ContainerID !== undefined
  return isDoubtful && (await isListed(engine, ContainerID, Pid)) ? { ...said, Running: true, ExitCode: null } : said
}

/** `pid` as the engine's host counts. False also where the container runs no more, or its engine cannot list what runs. */
const isListed = (engine: Engine, container: string, pid: number): Promise<boolean> =>
  engine.call<{ Processes: string[][] | null }>({ path: `/containers/${container}/top`, query: { ps_args: '-o pid' } }).then(
    ({ Processes }) => Processes?.some(([first]) => first?.trim() === String(pid)) === true,
    () => false,
  )

/** Whether it still runs. An engine forgets an exec with its container: then it does not. Rejects as `Engine.call` does. */
export const execRuns = (engine: Engine, id: string): Promise<boolean> =>
  inspectExec(engine, id).then(
    ({ Running }) => Running,
    (error: unknown) => {
      if (error instanceof AppError && error.code === 'engine.not-found') return false
      throw error
    },
  )

/** The exit code once the stream has ended; null when the engine does not say within 2 s. Throws when it does not answer. */
export async function exitCode(engine: Engine, id: string): Promise<number | null> {
  for (let left = POLLS; left > 0; left--) {
    const { Running, ExitCode } = await inspectExec(engine, id)
    if (!Running) return ExitCode
    await new Promise((resolve) => setTimeout(resolve, POLL))
  }
  return null
}

/**
 * Runs the best shell there is, or the command. Fails with `terminal.no-shell`, `container.command-not-found`,
 * `terminal.no-user` or `terminal.no-folder`.
 */
export async function startExec(
  engine: Engine,
  container: string,
  command: readonly string[] | null,
  size: Size,
  options: ExecOptions = {},
): Promise<Exec> {
  const how = { size, options }
  let words: string | null = null
  for (const starter of STARTERS) {
    const nonce = randomBytes(8).toString('hex')
    const argv = command === null ? shellCommand(starter) : commandWithShell(starter, command)
    const tried = await attempt(engine, container, argv, how, nonce)
    if (!('failed' in tried)) return { ...tried, starter }
    refuse(tried.failed, options)
    words ??= tried.failed
  }
  if (command === null) throw appError('terminal.no-shell', {}, words ?? undefined)
  const tried = await attempt(engine, container, [...command], how, null)
  if ('failed' in tried) refuse(tried.failed, options)
  if ('failed' in tried) throw appError('container.command-not-found', { command: command[0] ?? '' }, tried.failed)
  return { ...tried, starter: null, program: baseName(command[0] ?? '') }
}

/** What no other shell would mend: the user or the folder that was asked for is not in the container. */
function refuse(words: string, { user = '', workdir = '' }: ExecOptions): void {
  if (user !== '' && /unable to find (user|group)|no matching entries in (passwd|group) file|no users found|no groups found/i.test(words))
    throw appError('terminal.no-user', { user }, words)
  if (
    workdir !== '' &&
    /chdir to cwd|cwd .*(not a directory|no such file)|mkdir \S+: (not a directory|permission denied)|workdir .* does not exist/i.test(
      words,
    )
  )
    throw appError('terminal.no-folder', { folder: workdir }, words)
  // Neither is there a shell to be missed where the engine could not start anything: no right to the powers that were asked for.
  if (words.includes('OCI runtime exec failed') && missingCommand(words) === null) throw appError('engine.failed', {}, words)
}

type How = { size: Size; options: ExecOptions }
type Tried = Omit<Exec, 'starter'> | { failed: string }

async function attempt(engine: Engine, container: string, argv: string[], how: How, nonce: string | null): Promise<Tried> {
  const tty = how.options.tty !== false
  const begun = await begin(engine, container, argv, how, nonce)
  if (typeof begun === 'string') return { failed: begun }
  const { id } = begun
  const stream = tty ? begun.stream : demuxed(begun.stream)
  // Docker before 23 says that it runs while it is still being looked for.
  const runs = () => inspectExec(engine, id).then(({ Running, ExitCode, Pid }) => (Running ? Pid !== 0 : !NOT_RUN.has(ExitCode ?? 0)))
  const opening = await listen(stream, nonce, runs)
  if (opening.ended) {
    const code = await exitCode(engine, id)
    if (nonce !== null || (code !== null && NOT_RUN.has(code))) return { failed: Buffer.from(opening.bytes).toString().trim() }
  }
  return { stream, id, program: opening.program, pid: opening.pid, first: opening.bytes }
}

async function create(engine: Engine, container: string, argv: string[], { size, options }: How, nonce: string | null): Promise<string> {
  const { user, workdir, env = [], privileged, tty = true } = options
  const body = {
    AttachStdin: true,
    AttachStdout: true,
    AttachStderr: true,
    Tty: tty,
    DetachKeys: NO_DETACH_KEYS,
    ...(user === undefined ? {} : { User: user }),
    ...(workdir === undefined ? {} : { WorkingDir: workdir }),
    ...(privileged === true ? { Privileged: true } : {}),
    Env: [
      ...(tty ? ['TERM=xterm-256color', 'COLORTERM=truecolor'] : []),
      ...env.map(({ name, value }) => `${name}=${value}`),
      ...(nonce === null ? [] : [`GANTRY_START=${nonce}`]),
    ],
    Cmd: argv,
    ...(tty && engine.atLeast('1.42') ? { ConsoleSize: [size.rows, size.cols] } : {}),
  }
  const { Id } = await engine.call<{ Id: string }>({ method: 'POST', path: `/containers/${container}/exec`, body })
  return Id
}

/** The connection; or the engine's words where it refuses what is not there: newer ones a program at its start, a user already when it is made. */
async function begin(engine: Engine, container: string, argv: string[], how: How, nonce: string | null) {
  try {
    const id = await create(engine, container, argv, how, nonce)
    const body = { Detach: false, Tty: how.options.tty !== false }
    return { id, stream: await engine.hijack({ method: 'POST', path: `/exec/${id}/start`, body }) }
  } catch (error) {
    if (error instanceof AppError && error.detail !== undefined && isRefusal(error.detail)) return error.detail
    throw error
  }
}

const isRefusal = (words: string): boolean => missingCommand(words) !== null || /unable to find (user|group)|chdir to cwd/i.test(words)

type Opening = { bytes: Uint8Array; program: string; pid: number | null; ended: boolean }

/** Reads until the starter's sign, the end, or a time after which none will come; without a sign, until it runs. The stream is paused then. */
function listen(stream: Duplex, nonce: string | null, runs: () => Promise<boolean>): Promise<Opening> {
  return new Promise((resolve) => {
    let bytes: Uint8Array = new Uint8Array(0)
    let open = true
    const settle = (program: string, pid: number | null, ended: boolean) => {
      open = false
      clearTimeout(timer)
      stream.off('data', onData).off('end', onEnd).off('close', onEnd)
      stream.pause()
      resolve({ bytes, program, pid, ended })
    }
    const onEnd = () => settle('', null, true)
    const onData = (chunk: Uint8Array) => {
      bytes = joined([bytes, chunk])
      const sign = nonce === null ? 'wait' : findStart(bytes, nonce)
      if (sign === 'wait') return
      if (sign !== null) bytes = sign.rest
      settle(sign?.program ?? '', sign?.pid ?? null, false)
    }
    const timer = setTimeout(() => settle('', null, false), STARTED_BY)
    const waitToRun = async (wait: number): Promise<void> => {
      await new Promise((done) => setTimeout(done, wait))
      // Whatever keeps it from being asked is told by the stream.
      const known = await runs().catch(() => true)
      if (!open) return
      if (known) settle('', null, false)
      else await waitToRun(POLL)
    }
    if (nonce === null) void waitToRun(SETTLED)
    stream.on('data', onData).on('end', onEnd).on('close', onEnd)
  })
}
