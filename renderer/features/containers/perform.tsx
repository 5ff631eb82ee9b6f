import type { Container } from '../../../shared/contract/containers.ts'
import { AppError } from '../../../shared/errors.ts'
import { api } from '../../api.ts'
import { t } from '../../i18n/index.ts'
import { toasts } from '../../ui/index.ts'
import { reveal } from '../../world/view.ts'
import type { Action } from './abilities.ts'
import { type Failure, FailureBody, FailureList } from './failure.tsx'
import { work } from './working.ts'

/** Actions that need no further question. */
export type PlainAction = Exclude<Action, 'rename' | 'remove'>

/** A stop may take the container's whole grace period; more at once only queue up in the engine. */
const AT_ONCE = 8

const CALLS: Record<PlainAction, (id: string) => Promise<void>> = {
  start: (id) => api().containers.start({ id }),
  stop: (id) => api().containers.stop({ id }),
  restart: (id) => api().containers.restart({ id }),
  kill: (id) => api().containers.kill({ id }),
  pause: (id) => api().containers.pause({ id }),
  unpause: (id) => api().containers.unpause({ id }),
}

/** Does it to each, says how it went. Never rejects. The rows change by their patches alone. */
export async function perform(action: PlainAction, rows: readonly Container[]): Promise<void> {
  tell(action, rows, await forEach(action, rows, CALLS[action]))
}

export async function removeAll(rows: readonly Container[], volumes: boolean): Promise<void> {
  const failures = await forEach('remove', rows, (id) => api().containers.remove({ id, force: true, volumes }))
  tell('remove', rows, failures, volumes)
}

async function forEach(action: Action, rows: readonly Container[], call: (id: string) => Promise<void>): Promise<Failure[]> {
  const queue = [...rows]
  const failures: Failure[] = []
  const worker = async () => {
    for (let row = queue.shift(); row !== undefined; row = queue.shift()) {
      const { id } = row
      try {
        await work(id, action, () => call(id))
      } catch (error) {
        failures.push({ row, error })
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, rows.length) }, worker))
  return failures
}

/** One that worked shows in its row; several get a summary, failures always a notice that stays. */
function tell(action: PlainAction | 'remove', rows: readonly Container[], failures: readonly Failure[], volumes = false): void {
  const again = (which: readonly Failure[]) => () => {
    const left = which.map(({ row }) => row)
    void (action === 'remove' ? removeAll(left, volumes) : perform(action, left))
  }
  const done = rows.length - failures.length
  if (rows.length > 1 && done > 0) toasts.add({ tone: 'ok', title: t(`containers.done.${action}`, { count: done }) })
  const [first] = failures
  if (first === undefined) return
  if (failures.length === 1) {
    const title = t(`containers.failed.${action}`, { name: first.row.name })
    toasts.add({ tone: 'bad', title, body: <FailureBody error={first.error} />, ...remedy(first, again(failures)) })
  } else {
    const title = t(`containers.failedSome.${action}`, { failed: failures.length, count: rows.length })
    toasts.add({
      tone: 'bad',
      title,
      body: <FailureList failures={failures} />,
      action: { label: t('containers.tryAgain'), onSelect: again(failures) },
    })
  }
}

/** What can be done next with one click: see who holds the port, or try again where that may help. */
function remedy({ error }: Failure, again: () => void): { action?: { label: string; onSelect: () => void } } {
  const { code, params } = error instanceof AppError ? error : new AppError('unknown')
  const { holder, holderId } = params
  if (code === 'container.port-taken' && typeof holderId === 'string' && holderId !== '')
    return { action: { label: t('containers.show', { name: String(holder) }), onSelect: () => reveal('containers', holderId) } }
  if (/^container\.(wrong-state|not-found|removing|command-not-found)$/.test(code)) return {}
  return { action: { label: t('containers.tryAgain'), onSelect: again } }
}
