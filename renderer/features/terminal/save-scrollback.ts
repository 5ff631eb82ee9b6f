import type { Terminal } from '@xterm/xterm'
import { host } from '#host'
import { AppError } from '../../../shared/errors.ts'
import type { Saved } from '../../host/host.ts'
import { errorText } from '../../i18n/error-text.ts'
import { t } from '../../i18n/index.ts'
import { escapeControls, toasts } from '../../ui/index.ts'
import { xterm } from './xterm.ts'

/** All of it, as a terminal has to be told it. */
async function coloured(terminal: Terminal): Promise<string> {
  const { SerializeAddon } = await xterm()
  const addon = new SerializeAddon()
  terminal.loadAddon(addon)
  try {
    return `${addon.serialize({ scrollback: terminal.buffer.active.length })}\n`
  } finally {
    addon.dispose()
  }
}

/** Lines as one would copy them: those that were only wrapped are one. */
function plain({ buffer: { active } }: Terminal): string {
  const lines: string[] = []
  for (let at = 0; at < active.length; at++) {
    const line = active.getLine(at)
    if (line === undefined) continue
    const next = active.getLine(at + 1)
    const text = line.translateToString(next?.isWrapped !== true)
    if (line.isWrapped && lines.length > 0) lines[lines.length - 1] += text
    else lines.push(text)
  }
  return `${lines.join('\n').trimEnd()}\n`
}

/** Call it while handling a click. */
export async function saveScrollback(name: string, terminal: Terminal, ansi: boolean): Promise<void> {
  async function* bytes(): AsyncGenerator<Uint8Array> {
    yield new TextEncoder().encode(ansi ? await coloured(terminal) : plain(terminal))
  }
  await saveFile(`${name}.${ansi ? 'ansi' : 'txt'}`, bytes())
}

/** Says how it went. @param given what else to say where the browser's downloads have it */
export async function saveFile(name: string, bytes: AsyncIterable<Uint8Array>, given?: string): Promise<Saved> {
  try {
    const saved = await host.saveStream(name, bytes)
    if (saved === 'saved') toasts.add({ tone: 'ok', title: t('terminal.saved') })
    if (saved === 'given') toasts.add({ tone: 'ok', title: t('terminal.given'), ...(given === undefined ? {} : { body: given }) })
    return saved
  } catch (error) {
    // It was not the file: what was to be written could not be had.
    if (error instanceof AppError) {
      const { text, todo } = errorText(error, t)
      toasts.add({ tone: 'bad', title: text, body: todo })
      return 'not'
    }
    const body = escapeControls(error instanceof Error ? error.message : '', 200)
    toasts.add({ tone: 'bad', title: t('terminal.saveFailed'), body })
    return 'not'
  }
}
