import { host } from '#host'
import { t } from '../../i18n/index.ts'
import { toasts } from '../../ui/index.ts'
import { setPane } from './state.ts'

export async function copyText(text: string): Promise<void> {
  try {
    await host.clipboard.write(text)
  } catch {
    toasts.add({ tone: 'bad', title: t('terminal.copyFailed') })
  }
}

/** What the clipboard holds, or null with a word on how to paste without our asking. */
export async function clipboardText(): Promise<string | null> {
  try {
    return await host.clipboard.read()
  } catch {
    toasts.add({ tone: 'info', title: t('terminal.pasteByKey') })
    return null
  }
}

/** Opens https at once, http after asking, nothing else (T2). */
export async function followLink(tab: string, url: string): Promise<void> {
  const protocol = URL.canParse(url) ? new URL(url).protocol : ''
  if (protocol === 'http:') setPane(tab, { link: url })
  else await openLink(url)
}

export async function openLink(url: string): Promise<void> {
  if (!(await host.openLink(url))) toasts.add({ tone: 'warn', title: t('terminal.linkRefused') })
}
