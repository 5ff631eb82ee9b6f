import type { ContainerState } from '../../../shared/contract/containers.ts'
import { api } from '../../api.ts'
import { errorText } from '../../i18n/error-text.ts'
import { t } from '../../i18n/index.ts'
import { escapeControls, toasts } from '../../ui/index.ts'

/** Whether one click makes it run: Start, or Unpause. */
export const mayStart = (state: ContainerState | undefined): boolean => state === 'created' || state === 'exited' || state === 'paused'

/** Starts or unpauses it. Never rejects: says what failed. The tab changes with the container. */
export async function setGoing({ id, name }: { id: string; name: string }, state: ContainerState | undefined): Promise<void> {
  const paused = state === 'paused'
  try {
    await (paused ? api().containers.unpause({ id }) : api().containers.start({ id }))
  } catch (error) {
    const { text, todo } = errorText(error, t)
    const title = t(paused ? 'terminal.unpauseFailed' : 'terminal.startFailed', { name: escapeControls(name, 64) })
    toasts.add({ tone: 'bad', title, body: `${text} ${todo}` })
  }
}
