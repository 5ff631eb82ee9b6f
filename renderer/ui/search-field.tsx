import { Search, X } from 'lucide-react'
import { type KeyboardEvent, type Ref, useImperativeHandle, useRef } from 'react'
import { cx } from './cx.ts'
import css from './field.module.css'
import { IconButton } from './icon-button.tsx'
import { Kbd } from './kbd.tsx'
import { useUiWords } from './words.tsx'

export interface SearchFieldProps {
  label: string
  value: string
  onChange: (value: string) => void
  placeholder?: string
  /** Keys that lead here, drawn while it is empty. The owner listens for them. */
  shortcut?: string
  className?: string
  onKeyDown?: (event: KeyboardEvent<HTMLInputElement>) => void
  /** ↓ and Enter lead to the first of what was found; false where there is none. */
  toFirst?: () => boolean
  ref?: Ref<HTMLInputElement>
}

/** Into what it searches: the keyboard is never left without a place. */
function leave(input: HTMLElement): void {
  const found = input.closest('main, aside, section')?.querySelector<HTMLElement>('[role=grid], [role=tree]')
  if (found) found.focus()
  else input.blur()
}

/** Esc empties it, a second Esc leaves it; ↓ and Enter lead into what was found. */
export function SearchField(props: SearchFieldProps) {
  const { label, value, onChange, placeholder, shortcut, className, toFirst, ref } = props
  const words = useUiWords()
  const input = useRef<HTMLInputElement>(null)
  useImperativeHandle(ref, () => input.current as HTMLInputElement, [])
  const keyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    props.onKeyDown?.(event)
    const down = (event.key === 'ArrowDown' || event.key === 'Enter') && !event.nativeEvent.isComposing
    if (down && !event.defaultPrevented && toFirst?.() === true) event.preventDefault()
    if (event.key !== 'Escape' || event.defaultPrevented) return
    // An empty one in a dialog lets Esc close that.
    if (value === '' && event.currentTarget.closest('[role=dialog]') !== null) return
    event.stopPropagation()
    if (value === '') leave(event.currentTarget)
    else onChange('')
  }
  const clear = () => {
    onChange('')
    input.current?.focus()
  }
  return (
    <div className={cx(css.input, css.shell, css.search, className)}>
      <Search aria-hidden />
      <input
        ref={input}
        type="search"
        aria-label={label}
        placeholder={placeholder}
        value={value}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={keyDown}
      />
      {value === '' ? shortcut ? <Kbd keys={shortcut} /> : null : <IconButton icon={X} size="sm" label={words.clear} onClick={clear} />}
    </div>
  )
}
