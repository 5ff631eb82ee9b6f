import { Toast } from '@base-ui/react/toast'
import { CircleAlert, CircleCheck, Info, type LucideIcon, TriangleAlert, X } from 'lucide-react'
import { type ReactNode, useCallback, useEffect, useState } from 'react'
import { cx } from './cx.ts'
import { keepClear, type Room } from './keep-clear.ts'
import css from './toasts.module.css'
import { useUiWords } from './words.tsx'

export type ToastTone = 'ok' | 'info' | 'warn' | 'bad'

export interface ToastSpec {
  /** The same id replaces what is shown under it. */
  id?: string
  tone: ToastTone
  title: string
  body?: ReactNode
  action?: { label: string; onSelect: () => void }
  /** Milliseconds; 0 stays. Errors stay unless told otherwise. */
  timeout?: number
}

interface ToastData {
  tone: ToastTone
  /** As asked for; its own stands still while it waits. */
  timeout: number
}

const LINGER_MS = 6000
const manager = Toast.createToastManager<ToastData>()

function options(toast: ToastSpec) {
  const { tone, title, body, action, timeout = tone === 'bad' ? 0 : LINGER_MS } = toast
  return {
    title,
    timeout,
    description: body,
    priority: tone === 'bad' ? ('high' as const) : ('low' as const),
    data: { tone, timeout },
    actionProps: action ? { children: action.label, onClick: action.onSelect } : undefined,
  }
}

/** Speaks from anywhere in the renderer; one <Toaster> draws what it says. */
export const toasts = {
  add: (toast: ToastSpec): string => manager.add(toast.id ? { ...options(toast), id: toast.id } : options(toast)),
  update: (id: string, toast: ToastSpec): void => manager.update(id, options(toast)),
  close: (id?: string): void => manager.close(id),
}

export function Toaster() {
  return (
    <Toast.Provider toastManager={manager} limit={5}>
      <Toast.Portal>
        <Notices />
      </Toast.Portal>
    </Toast.Provider>
  )
}

/** They never lie on what may be pressed in an open dialog or menu. Those without another place wait unseen, though read out. */
function Notices() {
  const words = useUiWords()
  const [room, setRoom] = useState<Room>('all')
  const ref = useCallback((viewport: HTMLDivElement | null) => (viewport === null ? undefined : keepClear(viewport, setRoom)), [])
  useStandingTime(room)
  return (
    <Toast.Viewport ref={ref} className={cx(css.viewport, room === 'none' && css.waiting)} aria-label={words.notifications}>
      <List />
    </Toast.Viewport>
  )
}

/** What waits has its whole time when it is seen at last. */
function useStandingTime(room: Room): void {
  const given = Toast.useToastManager<ToastData>().toasts
  useEffect(() => {
    for (const [index, { id, timeout, limited, data }] of given.entries()) {
      const waits = room === 'none' || limited === true || (room === 'newest' && index > 0)
      const due = waits ? 0 : (data?.timeout ?? 0)
      if (timeout !== due) manager.update(id, { timeout: due })
    }
  }, [given, room])
}

const glyphs: Record<ToastTone, LucideIcon> = { ok: CircleCheck, info: Info, warn: TriangleAlert, bad: CircleAlert }

function List() {
  const words = useUiWords()
  const shown = Toast.useToastManager<ToastData>().toasts
  return shown.map((toast) => {
    const tone = toast.data?.tone ?? 'info'
    const Glyph = glyphs[tone]
    return (
      <Toast.Root key={toast.id} toast={toast} className={css.toast} swipeDirection="right">
        <Toast.Content className={css.content}>
          <Glyph aria-hidden className={cx(css.icon, css[tone])} />
          <div className={css.text}>
            <Toast.Title className={css.title} render={<div />} />
            <Toast.Description className={css.body} render={<div />} />
            <Toast.Action className={css.action} />
          </div>
          <Toast.Close className={css.close} aria-label={words.close}>
            <X aria-hidden />
          </Toast.Close>
        </Toast.Content>
      </Toast.Root>
    )
  })
}
