import { LoaderCircle, type LucideIcon } from 'lucide-react'
import type { ComponentProps, MouseEvent } from 'react'
import css from './button.module.css'
import { cx } from './cx.ts'

export type Icon = LucideIcon
export type ButtonVariant = 'default' | 'primary' | 'ghost' | 'danger'
export type ButtonSize = 'md' | 'sm'

export interface ButtonProps extends ComponentProps<'button'> {
  variant?: ButtonVariant
  size?: ButtonSize
  icon?: Icon
  /** At work: a spinner, `aria-busy`, clicks ignored. It stays focusable, so focus is not lost. */
  busy?: boolean
}

export function Button(props: ButtonProps) {
  const { variant = 'default', size = 'md', icon: Glyph, busy = false, className, children, ...rest } = props
  const { onClick, type = 'button' } = rest
  const click = (event: MouseEvent<HTMLButtonElement>) => {
    if (busy) event.preventDefault()
    else onClick?.(event)
  }
  return (
    <button
      {...rest}
      type={type}
      onClick={click}
      aria-busy={busy || undefined}
      aria-disabled={busy || rest['aria-disabled']}
      className={cx(css.button, css[variant], css[size], className)}
    >
      {busy ? <LoaderCircle aria-hidden className={css.spin} /> : Glyph ? <Glyph aria-hidden /> : null}
      {children}
    </button>
  )
}
