import { type ReactNode, useEffect, useId, useRef } from 'react'
import css from './field.module.css'

export interface CheckboxProps {
  checked: boolean
  /** `shift`: that key was held, as for a range. */
  onChange: (checked: boolean, shift: boolean) => void
  label: ReactNode
  hint?: ReactNode
  disabled?: boolean
  indeterminate?: boolean
}

export function Checkbox({ checked, onChange, label, hint, disabled, indeterminate = false }: CheckboxProps) {
  const id = useId()
  const box = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (box.current) box.current.indeterminate = indeterminate
  }, [indeterminate])
  return (
    <div className={css.check}>
      <input
        ref={box}
        id={id}
        type="checkbox"
        className={css.box}
        checked={checked}
        disabled={disabled}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onChange={({ target, nativeEvent }) => onChange(target.checked, (nativeEvent as MouseEvent).shiftKey === true)}
      />
      <label htmlFor={id}>{label}</label>
      {hint ? (
        <div id={`${id}-hint`} className={css.hint}>
          {hint}
        </div>
      ) : null}
    </div>
  )
}
