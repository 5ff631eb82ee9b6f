import { TriangleAlert } from 'lucide-react'
import { type ReactNode, type RefObject, useRef } from 'react'
import { Button } from './button.tsx'
import css from './dialog.module.css'
import { Dialog } from './dialog.tsx'
import { escapeControls } from './escape-controls.ts'
import { useUiWords } from './words.tsx'

const NAME_CAP = 256

export interface ConfirmDialogProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: string
  body?: ReactNode
  /** What goes, by name. Names come from the engine: they are shown escaped and as text. */
  items?: readonly string[]
  /** What is lost with it, one sentence each. */
  losses?: readonly string[]
  confirmLabel: string
  cancelLabel?: string
  danger?: boolean
  busy?: boolean
  error?: string | null | undefined
  onConfirm: () => void
  /** Choices, such as a checkbox. */
  children?: ReactNode
}

export function ConfirmDialog(props: ConfirmDialogProps) {
  const { open, onOpenChange, title, danger = false } = props
  const cancel = useRef<HTMLButtonElement>(null)
  const confirm = useRef<HTMLButtonElement>(null)
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={escapeControls(title, NAME_CAP)}
      size="narrow"
      role="alertdialog"
      initialFocus={danger ? cancel : confirm}
      footer={<Buttons {...props} cancelRef={cancel} confirmRef={confirm} />}
    >
      <Body {...props} />
    </Dialog>
  )
}

function Body({ body, items = [], losses = [], error, children }: ConfirmDialogProps) {
  return (
    <>
      {typeof body === 'string' ? <p>{escapeControls(body)}</p> : body}
      {items.length > 0 ? (
        <ul className={css.items} tabIndex={items.length > 8 ? 0 : undefined}>
          {items.map((item) => (
            <li key={item}>{escapeControls(item, NAME_CAP)}</li>
          ))}
        </ul>
      ) : null}
      {losses.length > 0 ? (
        <ul className={css.losses}>
          {losses.map((loss) => (
            <li key={loss}>
              <TriangleAlert aria-hidden />
              <span>{escapeControls(loss)}</span>
            </li>
          ))}
        </ul>
      ) : null}
      {children}
      {error ? (
        <p role="alert" className={css.error}>
          {escapeControls(error)}
        </p>
      ) : null}
    </>
  )
}

interface ButtonsProps extends ConfirmDialogProps {
  cancelRef: RefObject<HTMLButtonElement | null>
  confirmRef: RefObject<HTMLButtonElement | null>
}

function Buttons(props: ButtonsProps) {
  const words = useUiWords()
  return (
    <>
      <Button ref={props.cancelRef} variant="ghost" onClick={() => props.onOpenChange(false)}>
        {props.cancelLabel ?? words.cancel}
      </Button>
      <Button ref={props.confirmRef} variant={props.danger ? 'danger' : 'primary'} busy={props.busy ?? false} onClick={props.onConfirm}>
        {props.confirmLabel}
      </Button>
    </>
  )
}
