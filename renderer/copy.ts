import { host } from '#host'
import { t } from './i18n/index.ts'
import { toasts } from './ui/index.ts'

/** Puts a text into the clipboard; where the system refuses that, says so and resolves to false. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await host.clipboard.write(text)
    return true
  } catch {
    toasts.add({ id: 'copy-failed', tone: 'bad', title: t('ui.copyFailed') })
    return false
  }
}
