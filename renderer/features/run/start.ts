import type { RunSpec } from '../../../shared/contract/run.ts'
import type { Session } from '../../../shared/contract/terminal.ts'
import { AppError } from '../../../shared/errors.ts'
import { api } from '../../api.ts'
import { t } from '../../i18n/index.ts'
import { pullAndWait } from '../../pulls/index.ts'
import { toasts } from '../../ui/index.ts'
import { ask } from '../../world/intents.ts'
import { reveal } from '../../world/view.ts'
import { type Failure, resetRun, useRun } from './store.ts'

/** The pull that a run waits for; cancelling the wait cancels the pull. */
let pulling: AbortController | null = null
export const cancelPull = (): void => pulling?.abort()

/**
 * The story of `docker run`: pull what is missing, create, attach or follow, start.
 * A failure keeps the form as it was and shows the engine's words; a container that could not start is taken away again,
 * because it never ran and would hold the name when Run is pressed once more.
 */
export async function runContainer(spec: RunSpec, missing: string | null, startIt: boolean): Promise<void> {
  let at: Failure['at'] = 'pull'
  let made: { id: string; name: string } | null = null
  try {
    if (missing !== null) {
      useRun.setState({ phase: 'pulling', failure: null })
      await pull(missing)
    }
    at = 'create'
    useRun.setState({ phase: 'creating', failure: null })
    const { id, name, warnings } = await api().run.create({ spec })
    made = { id, name }
    if (warnings.length > 0) toasts.add({ tone: 'warn', title: t('run.warnings', { name }), body: warnings.join('\n') })
    at = 'start'
    if (startIt) useRun.setState({ phase: 'starting' })
    const session = startIt ? await start(id, spec.interactive && !spec.detached) : null
    resetRun()
    reveal('containers', id)
    if (session !== null) ask('terminal.show', { session })
    else if (startIt) ask('logs.open', { containers: [made], run: true })
    else toasts.add({ tone: 'ok', title: t('run.created', { name }) })
  } catch (error) {
    if (error instanceof AppError && error.code === 'rpc.cancelled') return useRun.setState({ phase: 'form' })
    const left = made === null ? null : await takeAway(made)
    useRun.setState({ open: true, phase: 'form', failure: { at, error, left }, failureIsOld: false })
  }
}

/**
 * Attached first, then started, so that nothing said is missed. Both before the form goes: what fails is told there.
 * @returns the session of an interactive run. Its size is that of the terminal as soon as one shows it.
 */
async function start(id: string, attach: boolean): Promise<Session | null> {
  if (attach) return await api().terminal.open({ container: id, kind: 'attach', start: true, cols: 80, rows: 24 })
  await api().containers.start({ id })
  return null
}

async function pull(reference: string): Promise<void> {
  const stop = new AbortController()
  pulling = stop
  try {
    await pullAndWait(reference, stop.signal)
  } finally {
    pulling = null
  }
}

/** The name of what could not be removed, null when nothing was left behind. */
async function takeAway({ id, name }: { id: string; name: string }): Promise<string | null> {
  try {
    await api().containers.remove({ id, force: false, volumes: true })
    return null
  } catch (error) {
    // Gone already: it was made with --rm.
    return error instanceof AppError && error.code.endsWith('not-found') ? null : name
  }
}
