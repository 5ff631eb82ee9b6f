import { host } from '#host'
import { judgeLink } from '../../../shared/links.ts'
import { t } from '../../i18n/index.ts'
import { toasts } from '../../ui/index.ts'

/** What the clipboard holds, or null with a word on how to paste without our asking. */
export async function clipboardText(): Promise<string | null> {
  try {
    return await host.clipboard.read()
  } catch {
    toasts.add({ tone: 'info', title: t('terminal.pasteByKey') })
    return null
  }
}

/** Opens https at once and http after the host asked (T2); says so of everything else, which is never opened. */
export async function openLink(url: string): Promise<void> {
  if (judgeLink(url).kind === 'refuse') toasts.add({ tone: 'warn', title: t('terminal.linkRefused') })
  else await host.openLink(url)
}
