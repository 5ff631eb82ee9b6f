import { randomBytes } from 'node:crypto'
import type { Duplex } from 'node:stream'
import type { Engine } from '../engine.ts'
import { linkSignals } from '../lib/signals.ts'
import { execRuns } from './exec.ts'
import { hangUp } from './hang-up.ts'

/** Characters: whatever calls itself a shell may say anything, for ever. */
const MOST = 16_384
/** Milliseconds from the keys that end a program in a terminal to its end. */
const GRACE = 1000
/** Ctrl+C, and Ctrl+\ for what does not mind it. */
const END_KEYS = '\x03\x1c'

/** Milliseconds to find a process in a container that may be busy with it. */
const PATIENCE = 10_000

/** A process that was started to look and minded no key. `nonce` is the last word of its command line. */
export type Stuck = { exec: string; nonce: string }

/**
 * Runs a short script in a container and ends it: with a terminal, as the keys that end a program there work without any other
 * program of the image. An engine ends no exec when its client goes; one that floods would go on for ever.
 * @returns what it said before its end, at most 16 KiB, up to the signal; and the process when it still runs.
 */
export async function look(
  engine: Engine,
  container: string,
  argv: readonly string[],
  signal: AbortSignal,
): Promise<{ said: string; stuck: Stuck | null }> {
  const nonce = randomBytes(8).toString('hex')
  const body = { AttachStdin: true, AttachStdout: true, AttachStderr: true, Tty: true, Cmd: [...argv, nonce] }
  const { Id } = await engine.call<{ Id: string }>({ method: 'POST', path: `/containers/${container}/exec`, body, signal })
  const stream = await start(engine, Id, signal)
  try {
    const { said, over } = await listen(stream, signal)
    const ended = over || (await endByKeys(engine, Id, stream))
    return { said, stuck: ended ? null : { exec: Id, nonce } }
  } finally {
    stream.destroy()
  }
}

/** The signal ends the waiting for the connection only: over the connection the process is ended. */
async function start(engine: Engine, id: string, signal: AbortSignal): Promise<Duplex> {
  const waiting = linkSignals([signal])
  try {
    return await engine.hijack({ method: 'POST', path: `/exec/${id}/start`, body: { Detach: false, Tty: true }, signal: waiting.signal })
  } finally {
    waiting.unlink()
  }
}

function listen(stream: Duplex, signal: AbortSignal): Promise<{ said: string; over: boolean }> {
  return new Promise((resolve) => {
    let said = ''
    const settle = (over: boolean) => {
      signal.removeEventListener('abort', onAbort)
      stream.off('data', onData)
      // The rest is read and forgotten: a process that waits to be read would mind no key.
      stream.resume()
      resolve({ said, over })
    }
    const onAbort = () => settle(false)
    const onData = (chunk: Buffer) => {
      said += chunk.toString('latin1')
      if (said.length > MOST) settle(false)
    }
    signal.addEventListener('abort', onAbort, { once: true })
    stream.on('data', onData)
    stream.once('end', () => settle(true))
    stream.once('close', () => settle(true))
    if (signal.aborted) onAbort()
  })
}

/** Whether it is known to have ended by them: where the engine cannot tell, it is taken for running on. */
async function endByKeys(engine: Engine, id: string, stream: Duplex): Promise<boolean> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, GRACE)
    stream.once('close', () => {
      clearTimeout(timer)
      resolve()
    })
    stream.once('end', () => stream.destroy())
    if (stream.destroyed || stream.readableEnded) stream.destroy()
    else stream.write(END_KEYS)
  })
  return !(await execRuns(engine, id).catch(() => true))
}

/** Its number as the container counts: by its last word, as only the engine knows the number, and in its own count. */
const FIND = `for d in /proc/[0-9]*; do l=; { IFS= read -r l < "$d/cmdline"; } 2>/dev/null; case $l in *"$1"*) p=\${d#/proc/}; [ "$p" = "$$" ] || printf 'pid:%s\\n' "$p" ;; esac; done`

/** Ends what minded no key, by a shell that is one. False: it still runs. */
export async function endStuck(engine: Engine, container: string, { exec, nonce }: Stuck, starter: string): Promise<boolean> {
  const { said } = await look(engine, container, [starter, '-c', FIND, starter, nonce], AbortSignal.timeout(PATIENCE))
  const pid = /pid:(\d{1,10})\r?\n/.exec(said)?.[1]
  return pid !== undefined && hangUp(engine, { container, exec, pid: Number(pid), starter })
}
