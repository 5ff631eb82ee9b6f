import type { Terminal } from '@xterm/xterm'
import { create } from 'zustand'
import { host } from '#host'
import { t } from '../../i18n/index.ts'
import { escapeControls, toasts } from '../../ui/index.ts'
import { Recorder } from './recorder.ts'
import { xterm } from './xterm.ts'

type Running = { recorder: Recorder; stop(): void }
const running = new Map<string, Running>()

/** Tabs that are recorded, and whether with their keys. */
export const useRecordings = create<{ byTab: Readonly<Record<string, { input: boolean }>> }>(() => ({ byTab: {} }))

export const isRecorded = (tab: string): boolean => running.has(tab)
export const isRecording = (): boolean => running.size > 0
export const recordOutput = (tab: string, bytes: Uint8Array): void => running.get(tab)?.recorder.output(bytes)
export const recordInput = (tab: string, data: string): void => running.get(tab)?.recorder.input(data)
export const stopRecording = (tab: string): void => running.get(tab)?.stop()

/** Begins with what is on the screen, and goes on into the file until it is stopped or the tab is closed. Call it while handling a click. */
export async function startRecording(tab: string, name: string, terminal: Terminal, input: boolean): Promise<void> {
  if (running.has(tab)) return
  const recorder = new Recorder({ cols: terminal.cols, rows: terminal.rows, title: name, since: Date.now() / 1000 }, input)
  const resized = terminal.onResize(({ cols, rows }) => recorder.resize(cols, rows))
  const stop = () => {
    resized.dispose()
    running.delete(tab)
    useRecordings.setState(({ byTab: { [tab]: _gone, ...byTab } }) => ({ byTab }))
    recorder.end()
  }
  running.set(tab, { recorder, stop })
  useRecordings.setState(({ byTab }) => ({ byTab: { ...byTab, [tab]: { input } } }))
  const saving = host.saveStream(`${name}.cast`, recorder.bytes())
  void picture(terminal).then((data) => recorder.output(data))
  await tell(saving, () => recorder.overrun)
  stop()
}

/** What stands on the screen, as a terminal has to be told it. */
async function picture(terminal: Terminal, scrollback = 0): Promise<string> {
  const { SerializeAddon } = await xterm()
  const addon = new SerializeAddon()
  terminal.loadAddon(addon)
  try {
    return addon.serialize({ scrollback })
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

export async function saveScrollback(name: string, terminal: Terminal, ansi: boolean): Promise<void> {
  async function* bytes(): AsyncGenerator<Uint8Array> {
    const text = ansi ? `${await picture(terminal, terminal.buffer.active.length)}\n` : plain(terminal)
    yield new TextEncoder().encode(text)
  }
  await tell(host.saveStream(`${name}.${ansi ? 'ansi' : 'txt'}`, bytes()), () => false)
}

async function tell(saving: Promise<boolean>, overrun: () => boolean): Promise<void> {
  try {
    const saved = await saving
    if (overrun()) toasts.add({ tone: 'warn', title: t('terminal.recordOverrun') })
    else if (saved) toasts.add({ tone: 'ok', title: t('terminal.saved') })
  } catch (error) {
    const body = escapeControls(error instanceof Error ? error.message : '', 200)
    toasts.add({ tone: 'bad', title: t('terminal.saveFailed'), body })
  }
}
