import { host } from '#host'
import { judgeLink } from '../../../shared/links.ts'
import { copyText } from '../../copy.ts'
import { t } from '../../i18n/index.ts'
import { escapeControls, toasts } from '../../ui/index.ts'
import type { Link } from './link-text.ts'

/** What the clipboard holds, or null with a word on how to paste without our asking. */
export async function clipboardText(): Promise<string | null> {
  try {
    return await host.clipboard.read()
  } catch {
    toasts.add({ tone: 'info', title: t('terminal.pasteByKey') })
    return null
  }
}

/**
 * Opens https at once and http after the host asked (T2); says so of everything else, which is never opened. A place in a file
 * is copied: the file is in the container, where no editor of this computer reaches it.
 */
export async function follow({ kind, text }: Link): Promise<void> {
  if (kind === 'file') {
    if (await copyText(text))
      toasts.add({ id: 'terminal.place', tone: 'ok', title: t('terminal.placeCopied', { place: escapeControls(text, 120) }) })
  } else if (judgeLink(text).kind === 'refuse') toasts.add({ tone: 'warn', title: t('terminal.linkRefused') })
  else await host.openLink(text)
}
