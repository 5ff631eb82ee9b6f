import { BrowserWindow, dialog, shell } from 'electron'
import { judgeLink } from '../../shared/links.ts'
import type { BackendConfig } from '../backend.ts'
import { dangerGate } from './danger-gate.ts'
import { visible } from './danger-words.ts'
import type { QuitQuestion } from './quit-gate.ts'
import type { Words } from './words.ts'

/** Asks in front of the window in use, or of none where there is none. False for cancel, Esc and the closed dialog. */
async function ask(message: string, detail: string, agree: string, words: Words): Promise<boolean> {
  const options = {
    type: 'warning' as const,
    message,
    detail,
    buttons: [words.cancel, agree],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  }
  const owner = BrowserWindow.getFocusedWindow()
  const { response } = owner === null ? await dialog.showMessageBox(options) : await dialog.showMessageBox(owner, options)
  return response === 1
}

/** What quitting would end is named first, then what would be left unsaved. */
export function confirmQuit(words: Words, { ends, unsaved }: QuitQuestion): Promise<boolean> {
  const part = (body: string, lines: string[]) => (lines.length === 0 ? [] : [[body, '', ...lines].join('\n')])
  const detail = [...part(words.quitBody, ends), ...part(words.quitUnsaved, unsaved)].join('\n\n')
  return ask(ends.length > 0 ? words.quitTitle : words.quitUnsavedTitle, detail, words.quitAgree, words)
}

/** Says something that waits for nobody. */
export const tell = (message: string): void => void dialog.showMessageBox({ type: 'warning', message, noLink: true })

/** T24: a question of the machine's own, out of reach of the page. */
export const confirmDanger = (words: Words, locale: string): NonNullable<BackendConfig['confirmDanger']> =>
  dangerGate(words, locale, (message, detail, agree) => ask(message, detail, agree, words))

/** T2: whoever asks, the link is judged here; an unencrypted one to another machine is asked about, with its host shown. */
export async function openLink(url: string, words: Words): Promise<void> {
  const judgement = judgeLink(url)
  if (judgement.kind === 'refuse') return
  if (judgement.kind === 'ask' && !(await ask(words.linkTitle, visible(judgement.url), words.linkOpen, words))) return
  await shell.openExternal(judgement.url)
}
