import { Select as Base } from '@base-ui/react/select'
import { Check, ChevronDown } from 'lucide-react'
import { cx } from './cx.ts'
import css from './field.module.css'
import popup from './popup.module.css'
import { stand } from './standing.ts'

export interface SelectOption<V extends string = string> {
  value: V
  label: string
  hint?: string
  disabled?: boolean
}

export interface SelectProps<V extends string> {
  value: V | null
  onChange: (value: V) => void
  options: readonly SelectOption<V>[]
  /** The accessible name where no <Field> gives one. */
  label?: string
  placeholder?: string
  disabled?: boolean
  className?: string
  id?: string
  'aria-describedby'?: string | undefined
  'aria-invalid'?: true | undefined
}

export function Select<V extends string>(props: SelectProps<V>) {
  const { value, onChange, options, label, placeholder, disabled, className, ...ids } = props
  const chosen = options.find((option) => option.value === value)
  return (
    <Base.Root<V> value={value} items={options} disabled={disabled} onValueChange={(next) => (next === null ? undefined : onChange(next))}>
      <Base.Trigger {...ids} aria-label={label} className={cx(css.input, css.select, className)}>
        <Base.Value className={cx(!chosen && css.placeholder)}>{chosen?.label ?? placeholder ?? ''}</Base.Value>
        <Base.Icon>
          <ChevronDown aria-hidden />
        </Base.Icon>
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner className={popup.positioner} alignItemWithTrigger={false} sideOffset={4} collisionPadding={8}>
          <Base.Popup ref={stand} className={popup.popup}>
            <Base.List>
              {options.map((option) => (
                <Option key={option.value} option={option} />
              ))}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

function Option({ option }: { option: SelectOption }) {
  return (
    <Base.Item className={popup.item} value={option.value} disabled={option.disabled ?? false}>
      <Base.ItemIndicator className={popup.itemIcon}>
        <Check aria-hidden />
      </Base.ItemIndicator>
      <Base.ItemText className={popup.itemLabel}>
        {option.label}
        {option.hint ? <span className={popup.itemHint}>{option.hint}</span> : null}
      </Base.ItemText>
    </Base.Item>
  )
}
