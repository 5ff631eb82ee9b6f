import { useRef, useState } from 'react'
import { AppError } from '../../../shared/errors.ts'
import { api } from '../../api.ts'
import { pullAndWait } from '../../pulls/index.ts'
import type { Draft, readDraft } from './form-draft.ts'
import { closeForm, type Opened, remember } from './form-store.ts'
import { closeTab, showSession } from './panes.ts'
import { noteSession } from './sessions.ts'

/** The story of one press of Open: the toolbox's image is pulled where it is absent, the files of what does not run are copied. */
export function useOpening({ container, image, instead }: Opened, draft: Draft) {
  const [busy, setBusy] = useState(false)
  const [pulling, setPulling] = useState<string | null>(null)
  const [copied, setCopied] = useState(0)
  const [failure, setFailure] = useState<unknown>(null)
  const stop = useRef<AbortController | null>(null)
  const open = async (options: ReturnType<typeof readDraft>['options']) => {
    const me = new AbortController()
    stop.current = me
    setBusy(true)
    setCopied(0)
    setFailure(null)
    const attempt = () => {
      const ticket = crypto.randomUUID().replaceAll('-', '')
      const begun = api().terminal.open({ container: container.id, kind: draft.mode, cols: 80, rows: 24, ticket, ...options })
      void follow(ticket, me.signal, setCopied)
      return begun
    }
    try {
      const session = await attempt().catch(async (error: unknown) => {
        if (!(error instanceof AppError) || error.code !== 'image.not-found' || options.image === undefined) throw error
        setPulling(options.image)
        await pullAndWait(options.image, me.signal)
        setPulling(null)
        return await attempt()
      })
      // Given up while it opened: what nobody waits for is ended again.
      if (me.signal.aborted) return void (await api().terminal.close({ session: session.id }))
      noteSession(session)
      remember(image, draft)
      closeForm()
      await focusGivenBack()
      showSession(session, (draft.mode === 'shell' || draft.mode === 'attach') && Object.keys(options).length === 0)
      if (instead !== null) closeTab(instead)
    } catch (error) {
      if (!me.signal.aborted) setFailure(error)
    } finally {
      setBusy(false)
      setPulling(null)
    }
  }
  const cancel = () => {
    stop.current?.abort()
    closeForm()
  }
  return { busy, pulling, copied, failure, open, cancel, forget: () => setFailure(null) }
}

/** Hears how far an opening is; gives it up when `given` aborts. What becomes of it, whoever opens it hears. */
async function follow(ticket: string, given: AbortSignal, onCopied: (bytes: number) => void): Promise<void> {
  const giveUp = () =>
    void api()
      .terminal.giveUp({ ticket })
      .catch(() => undefined)
  given.addEventListener('abort', giveUp, { once: true })
  try {
    for await (const { bytes } of api().terminal.copied({ ticket }, given)) onCopied(bytes)
  } catch {
    // Without a figure it goes on all the same.
  }
}

/** A dialog gives the focus back right after it was drawn away; what is shown a task later keeps the focus it takes. */
const focusGivenBack = (): Promise<void> => new Promise((resolve) => void setTimeout(resolve))
