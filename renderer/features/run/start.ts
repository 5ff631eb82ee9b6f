import type { RunSpec } from '../../../shared/contract/run.ts'
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
    const attach = startIt && spec.interactive && !spec.detached
    if (startIt && !attach) {
      useRun.setState({ phase: 'starting' })
      await api().containers.start({ id })
    }
    resetRun()
    reveal('containers', id)
    // Attached first, then started, so that nothing said is missed: the terminal does the starting.
    if (attach) ask('terminal.attach', { container: made, start: true })
    else if (startIt) ask('logs.open', { containers: [made] })
    else toasts.add({ tone: 'ok', title: t('run.created', { name }) })
  } catch (error) {
    if (error instanceof AppError && error.code === 'rpc.cancelled') return useRun.setState({ phase: 'form' })
    const left = made === null ? null : await takeAway(made)
    useRun.setState({ open: true, phase: 'form', failure: { at, error, left } })
  }
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
