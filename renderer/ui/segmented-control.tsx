import { useId } from 'react'
import css from './field.module.css'

export interface SegmentedControlProps<V extends string> {
  /** Names the group. */
  label: string
  value: V
  onChange: (value: V) => void
  options: readonly { value: V; label: string; count?: number }[]
}

/** Radio buttons drawn as one strip. */
export function SegmentedControl<V extends string>({ label, value, onChange, options }: SegmentedControlProps<V>) {
  const name = useId()
  return (
    <div role="radiogroup" aria-label={label} className={css.segments}>
      {options.map((option) => (
        <label key={option.value} className={css.segment}>
          <input type="radio" name={name} value={option.value} checked={option.value === value} onChange={() => onChange(option.value)} />
          {option.label}
          {option.count === undefined ? null : <span className={css.count}>{option.count}</span>}
        </label>
      ))}
    </div>
  )
}
