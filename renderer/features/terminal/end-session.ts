import { AppError } from '../../../shared/errors.ts'
import { api } from '../../api.ts'
import { t } from '../../i18n/index.ts'
import { escapeControls, toasts } from '../../ui/index.ts'
import type { TerminalParams } from './params.ts'

/** Ends a tab's process in the backend, and says so when it could not be. */
export async function endSession({ session, container }: TerminalParams): Promise<void> {
  if (session === null) return
  const title = t('terminal.stillRuns', { name: escapeControls(container.name, 64) })
  try {
    const { ended } = await api().terminal.close({ session })
    if (!ended) toasts.add({ tone: 'warn', title, body: t('terminal.stillRunsBody') })
  } catch (error) {
    if (error instanceof AppError && error.code === 'terminal.not-found') return
    toasts.add({ tone: 'warn', title, body: t('terminal.stillRunsBody') })
  }
}
