import type { Duplex } from 'node:stream'
import type { LookingOn } from '../../../shared/contract/terminal.ts'
import { AppError, appError } from '../../../shared/errors.ts'
import type { Engine } from '../engine.ts'
import { missingCommand, toStartError } from '../lib/start-error.ts'

export type ContainerFacts = {
  Name: string
  /** `created`, `running`, `paused`, `restarting`, `removing`, `exited` or `dead`. */
  State: { Status: string; Running: boolean; ExitCode: number; Pid: number; StartedAt: string }
  Config: { Tty: boolean; OpenStdin: boolean; StdinOnce: boolean; User: string; Labels: Record<string, string> | null }
  HostConfig: { PidMode: string; NetworkMode: string; Privileged: boolean; CapAdd: string[] | null }
}

/** `GET /containers/{id}/json`. Rejects with `engine.not-found` where there is none, and as `Engine.call` does. */
export const inspectContainer = (engine: Engine, id: string): Promise<ContainerFacts> => engine.call({ path: `/containers/${id}/json` })

export type Attached = {
  stream: Duplex
  /** The exit code; null when the engine did not say. Settles when the container stops, or by `forget`. */
  exit: Promise<number | null>
  forget(): void
}

/**
 * Why one can only look on: nothing typed reaches it, or letting go would end its input. Docker closes the stdin of `docker run -i`
 * without a terminal when its one client leaves, Podman that of any, and looking on must not hurt. A container we start ourselves is
 * ours to type into. Null where it can be typed into.
 */
export function lookingOn(engine: Engine, { Config }: ContainerFacts, start: boolean): LookingOn | null {
  if (!Config.OpenStdin) return 'closed'
  return !Config.Tty && (Config.StdinOnce || engine.info.kind === 'podman') && !start ? 'would-end' : null
}

/** True where the detach keys are ours to look out for. */
export const watchesKeys = (engine: Engine): boolean => engine.info.kind === 'podman'

/** Attaches to the main process. With `start` the container is started after that, so that its first byte arrives too. */
export async function attach(
  engine: Engine,
  id: string,
  facts: ContainerFacts,
  detachKeys: string,
  start: boolean,
  readOnly: boolean,
): Promise<Attached> {
  if (!facts.State.Running && !start) throw appError('container.wrong-state', { state: facts.State.Status })
  const starting = start && !facts.State.Running
  const query = { stream: 1, stdin: readOnly ? 0 : 1, stdout: 1, stderr: 1, detachKeys: watchesKeys(engine) ? '' : detachKeys }
  const stream = await engine.hijack({ method: 'POST', path: `/containers/${id}/attach`, query }).catch((error: unknown) => {
    // Podman makes the process ready for it, and finds here already what is missing.
    throw starting && error instanceof AppError && missingCommand(error.detail ?? '') !== null
      ? toStartError(error.detail ?? '', null)
      : error
  })
  const forgotten = new AbortController()
  // Asked beforehand: of a container that removes itself nobody knows the exit code afterwards.
  const exit = wait(engine, id, starting ? 'next-exit' : 'not-running', forgotten.signal)
  const attached = { stream, exit, forget: () => forgotten.abort() }
  if (starting) await begin(engine, id, attached)
  return attached
}

async function begin(engine: Engine, id: string, attached: Attached): Promise<void> {
  try {
    // No deadline, as for any start: it takes as long as its mounts and networks take.
    await engine.call({ method: 'POST', path: `/containers/${id}/start` }, null)
  } catch (error) {
    attached.forget()
    attached.stream.destroy()
    const { code, detail } = error as { code?: string; detail?: string }
    if (detail !== undefined && code?.startsWith('engine.') === true) throw toStartError(detail, null)
    throw error
  }
}

/** The exit code of a container once it stopped; null when the engine does not say, or by the signal. */
export async function wait(engine: Engine, id: string, condition: string, signal: AbortSignal): Promise<number | null> {
  try {
    let text = ''
    const answer = await engine.open({ method: 'POST', path: `/containers/${id}/wait`, query: { condition }, signal })
    for await (const chunk of answer) text += String(chunk)
    const { StatusCode } = JSON.parse(text) as { StatusCode?: unknown }
    return typeof StatusCode === 'number' ? StatusCode : null
  } catch {
    return null
  }
}
