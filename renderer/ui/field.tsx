import { type ReactNode, useId } from 'react'
import { cx } from './cx.ts'
import css from './field.module.css'

export interface FieldIds {
  id: string
  'aria-describedby': string | undefined
  'aria-invalid': true | undefined
}

export interface FieldProps {
  label: string
  hint?: ReactNode
  error?: string | null | undefined
  required?: boolean
  layout?: 'row' | 'stack'
  /** Gets the ids that tie the control to its label, hint and error. */
  children: (ids: FieldIds) => ReactNode
}

export function Field({ label, hint, error, required = false, layout = 'row', children }: FieldProps) {
  const id = useId()
  const describedBy = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ')
  return (
    <div className={cx(css.field, css[layout])}>
      <label className={css.label} htmlFor={id} id={`${id}-label`}>
        {label}
        {required ? (
          <span aria-hidden className={css.required}>
            *
          </span>
        ) : null}
      </label>
      <div className={css.control}>
        {children({ id, 'aria-describedby': describedBy || undefined, 'aria-invalid': error ? true : undefined })}
        {hint ? (
          <div className={css.hint} id={`${id}-hint`}>
            {hint}
          </div>
        ) : null}
        {error ? (
          <div className={css.error} id={`${id}-error`} role="alert">
            {error}
          </div>
        ) : null}
      </div>
    </div>
  )
}
