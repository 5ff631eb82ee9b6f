import type { ComponentProps, ReactNode } from 'react'
import { cx } from './cx.ts'
import css from './field.module.css'

export interface TextInputProps extends Omit<ComponentProps<'input'>, 'onChange' | 'value'> {
  value: string
  onChange: (value: string) => void
  mono?: boolean
  /** Stands inside the box at its end, e.g. a tag or a button. */
  suffix?: ReactNode
}

export function TextInput({ value, onChange, mono = false, suffix, className, ...rest }: TextInputProps) {
  const input = (plain: boolean) => (
    <input
      type="text"
      autoComplete="off"
      autoCapitalize="off"
      autoCorrect="off"
      spellCheck={false}
      {...rest}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      className={plain ? cx(css.input, mono && css.mono, className) : cx(mono && css.mono)}
    />
  )
  if (suffix === undefined || suffix === null) return input(true)
  return (
    <div className={cx(css.input, css.shell, className)}>
      {input(false)}
      {suffix}
    </div>
  )
}
