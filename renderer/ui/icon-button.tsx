import css from './button.module.css'
import { Button, type ButtonProps, type Icon } from './button.tsx'
import { cx } from './cx.ts'
import { Tooltip } from './tooltip.tsx'

export interface IconButtonProps extends Omit<ButtonProps, 'children' | 'icon'> {
  icon: Icon
  /** The accessible name, also shown as the tooltip. */
  label: string
  pressed?: boolean
  /** Keys shown in the tooltip, e.g. "Ctrl K". */
  shortcut?: string
}

export function IconButton({ label, pressed, shortcut, className, variant = 'ghost', ...rest }: IconButtonProps) {
  return (
    <Tooltip label={label} shortcut={shortcut}>
      <Button variant={variant} {...rest} aria-label={label} aria-pressed={pressed} className={cx(css.iconOnly, className)} />
    </Tooltip>
  )
}
