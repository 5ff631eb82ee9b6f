import { host } from '#host'
import { api } from '../../api.ts'
import { errorText } from '../../i18n/error-text.ts'
import { t } from '../../i18n/index.ts'
import { toasts } from '../../ui/index.ts'
import type { LogTarget } from './session.ts'

/** Saves everything the engine still has of a container, byte for byte. */
export async function saveLog(target: LogTarget | undefined, stamps: boolean): Promise<void> {
  if (target === undefined) return
  const { id, name } = target
  try {
    const saved = await host.saveStream(`${name}.log`, api().logs.save({ id, stamps }))
    if (saved) toasts.add({ tone: 'ok', title: t('logs.saved', { name }) })
  } catch (error) {
    const { text, todo, detail } = errorText(error, t)
    toasts.add({ tone: 'bad', title: t('logs.saveFailed', { name }), body: [text, todo, detail].filter((part) => part !== null).join(' ') })
  }
}
