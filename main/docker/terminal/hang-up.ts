import type { Engine } from '../engine.ts'
import { execRuns } from './exec.ts'
import { HANG_UP_SCRIPT } from './shell.ts'

/** What is needed to end an exec, also by a later run of Gantry. */
export type Leader = { container: string; exec: string; pid: number | null; starter: string | null }

const GRACE = 400
const POLL = 25

/**
 * Ends an exec, for which the engine has no call of its own: a hang-up sent from inside the container, then a kill; first as
 * the user it runs as, then as root. False when it still runs: paused container, no shell to send from, or no right to.
 */
export async function hangUp(engine: Engine, leader: Leader): Promise<boolean> {
  if (!(await execRuns(engine, leader.exec))) return true
  for (const user of [undefined, '0']) {
    for (const stage of ['hup', 'kill']) {
      await send(engine, leader, stage, user)
      if (await goneWithin(engine, leader, GRACE)) return true
    }
  }
  return false
}

async function goneWithin(engine: Engine, leader: Leader, limit: number): Promise<boolean> {
  for (const end = Date.now() + limit; ; ) {
    if (!(await execRuns(engine, leader.exec))) return true
    if (Date.now() > end) return false
    await new Promise((resolve) => setTimeout(resolve, POLL))
  }
}

async function send(engine: Engine, { container, pid, starter }: Leader, stage: string, user: string | undefined): Promise<void> {
  if (pid === null || starter === null) return
  const body = {
    AttachStdout: true,
    AttachStderr: true,
    Cmd: [starter, '-c', HANG_UP_SCRIPT, 'gantry', String(pid), stage],
    ...(user === undefined ? {} : { User: user }),
  }
  try {
    const { Id } = await engine.call<{ Id: string }>({ method: 'POST', path: `/containers/${container}/exec`, body })
    // Attached, so that the call ends with the script.
    await engine.call({ method: 'POST', path: `/exec/${Id}/start`, body: { Detach: false, Tty: false } })
  } catch {
    // Paused, stopped meanwhile, user unknown: whether it still runs is asked in any case.
  }
}
