import { Dialog as Base } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import { type FormEvent, type ReactNode, type RefObject, useRef } from 'react'
import { cx } from './cx.ts'
import css from './dialog.module.css'
import { IconButton } from './icon-button.tsx'
import { focusBeneath, useOpener } from './return-focus.ts'
import { topDialog, useDialogBeneath, useStand } from './standing.ts'
import { VisuallyHidden } from './visually-hidden.tsx'
import { useUiWords } from './words.tsx'

export interface DialogProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: string
  description?: ReactNode
  size?: 'narrow' | 'medium' | 'wide'
  footer?: ReactNode
  /** Stands at the right of the title. */
  headerActions?: ReactNode
  initialFocus?: RefObject<HTMLElement | null>
  /** False: Esc and a press outside do nothing, and there is no close button. */
  dismissible?: boolean
  role?: 'dialog' | 'alertdialog'
  /** Makes body and footer one form; the footer's `type="submit"` button and Enter call it. */
  onSubmit?: () => void
  /** `palette`: no header (the title is for assistive technology), no padding, near the top of the window. */
  look?: 'card' | 'palette'
  /** No padding around the body, for one that brings its own columns. */
  flush?: boolean
  children?: ReactNode
}

export function Dialog(props: DialogProps) {
  const { open, onOpenChange, size = 'medium', dismissible = true, role = 'dialog', initialFocus, look = 'card' } = props
  const card = useRef<HTMLElement>(null)
  const stand = useStand(card)
  const opener = useOpener(open)
  const beneath = useDialogBeneath(card)
  const change = (next: boolean, details: Base.Root.ChangeEventDetails) => {
    // With the focus nowhere, every open dialog hears Esc: it belongs to the uppermost.
    if (details.reason === 'escape-key' && topDialog() !== card.current) details.cancel()
    else if (next || dismissible) onOpenChange(next)
  }
  return (
    <Base.Root open={open} onOpenChange={change} disablePointerDismissal={!dismissible || props.onSubmit !== undefined}>
      <Base.Portal>
        <Base.Backdrop className={css.backdrop} />
        <Base.Viewport className={cx(css.viewport, look === 'palette' && css.atTop)}>
          <Base.Popup
            ref={stand}
            role={role}
            className={cx(css.card, css[size])}
            initialFocus={initialFocus ?? (() => firstField(card.current))}
            finalFocus={beneath === null ? undefined : () => focusBeneath(beneath, opener.current, firstField)}
          >
            <Content {...props} dismissible={dismissible} />
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  )
}

/** The first field of the body, of radio buttons the chosen one, else the last button of the footer, else the dialog itself: never its close button. */
function firstField(card: HTMLElement | null): HTMLElement | null {
  const field = card?.querySelector<HTMLElement>(
    `.${css.body} :is(input:not([type=radio]:not(:checked)), select, textarea, [role=combobox]):not(:disabled)`,
  )
  const buttons = card?.querySelectorAll<HTMLElement>(`.${css.footer} button:not(:disabled)`)
  return field ?? [...(buttons ?? [])].at(-1) ?? card
}

function Content(props: DialogProps) {
  const { title, description, headerActions, footer, dismissible, onSubmit, flush, look, children } = props
  const words = useUiWords()
  if (look === 'palette') {
    return (
      <>
        <VisuallyHidden>
          <Base.Title>{title}</Base.Title>
        </VisuallyHidden>
        {children}
      </>
    )
  }
  const inner = (
    <>
      <div className={cx(css.body, flush && css.flush)}>
        {description ? <Base.Description className={css.description}>{description}</Base.Description> : null}
        {children}
      </div>
      {footer ? <div className={css.footer}>{footer}</div> : null}
    </>
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    // React events cross portals: a form in a dialog opened from here is not ours.
    event.stopPropagation()
    onSubmit?.()
  }
  return (
    <>
      <div className={css.header}>
        <Base.Title className={css.title}>{title}</Base.Title>
        {headerActions}
        {dismissible ? <Base.Close render={<IconButton icon={X} label={words.close} />} /> : null}
      </div>
      {onSubmit ? (
        <form noValidate className={css.form} onSubmit={submit}>
          {inner}
        </form>
      ) : (
        inner
      )}
    </>
  )
}
