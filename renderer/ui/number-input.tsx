import { NumberField } from '@base-ui/react/number-field'
import { Minus, Plus } from 'lucide-react'
import { cx } from './cx.ts'
import css from './field.module.css'
import { useUiWords } from './words.tsx'

export interface NumberInputProps {
  value: number | null
  onChange: (value: number | null) => void
  min?: number
  max?: number
  step?: number
  label?: string
  disabled?: boolean
  id?: string
  'aria-describedby'?: string | undefined
  'aria-invalid'?: true | undefined
}

export function NumberInput(props: NumberInputProps) {
  const { value, onChange, min, max, step, label, disabled, id, ...aria } = props
  const words = useUiWords()
  return (
    <NumberField.Root
      id={id}
      value={value}
      min={min}
      max={max}
      step={step}
      disabled={disabled}
      locale={words.locale}
      onValueChange={onChange}
    >
      <NumberField.Group className={cx(css.input, css.shell, css.number)}>
        <NumberField.Input {...aria} aria-label={label} />
        <NumberField.Decrement aria-label={words.decrease}>
          <Minus aria-hidden />
        </NumberField.Decrement>
        <NumberField.Increment aria-label={words.increase}>
          <Plus aria-hidden />
        </NumberField.Increment>
      </NumberField.Group>
    </NumberField.Root>
  )
}
