import { create } from 'zustand'
import type { Recording } from '../../../shared/contract/terminal.ts'
import { AppError } from '../../../shared/errors.ts'
import { api } from '../../api.ts'
import { followStream } from '../../follow.ts'
import { errorText } from '../../i18n/error-text.ts'
import { type MessageKey, t } from '../../i18n/index.ts'
import { toasts } from '../../ui/index.ts'
import { saveFile } from './save-scrollback.ts'

/** The backend's recordings: of sessions with a tab here, in another window or none, and of earlier runs. */
export const useRecordings = create<{ list: readonly Recording[] }>(() => ({ list: [] }))

/** Follows them over every connection to the backend. */
export const followRecordings = (): (() => void) =>
  followStream({
    open: (client, signal) => client.terminal.recordings({}, signal),
    take: (list) => useRecordings.setState({ list }),
  })

/** What goes on in a session; a session is recorded once at a time. */
export const goingOn = (session: string | null): Recording | undefined =>
  useRecordings.getState().list.find((one) => one.session === session && one.ended === null)

async function attempt(what: MessageKey, work: () => Promise<unknown>): Promise<void> {
  try {
    await work()
  } catch (error) {
    // Another window was first.
    if (error instanceof AppError && error.code === 'terminal.no-recording') return
    const { text, todo, detail } = errorText(error, t)
    toasts.add({ tone: 'bad', title: t(what), body: [text, todo, detail].filter((part) => part !== null).join(' ') })
  }
}

/** @param keys whether what is typed is recorded too */
export const startRecording = (session: string, name: string, keys: boolean): Promise<void> =>
  attempt('cast.record.failed', () => api().terminal.record({ session, name: name.slice(0, 200), keys }))

/**
 * Ends it where it goes on. It is removed from the backend once it is known to be saved: what became of
 * a download nobody tells, and this is the only copy. Call it while handling a click.
 */
export async function saveRecording({ id, name, ended }: Recording): Promise<void> {
  // At once: choosing a file takes its time.
  if (ended === null) void attempt('cast.record.failed', () => api().terminal.stopRecording({ recording: id }))
  const saved = await saveFile(`${name}.cast`, api().terminal.readRecording({ recording: id }), t('cast.record.given'))
  if (saved === 'saved') await removeRecording(id)
}

export const removeRecording = (recording: string): Promise<void> =>
  attempt('cast.record.removeFailed', () => api().terminal.removeRecording({ recording }))
