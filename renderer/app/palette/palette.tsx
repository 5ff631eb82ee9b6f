import { Search } from 'lucide-react'
import { type KeyboardEvent, useDeferredValue, useEffect, useEffectEvent, useId, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { Command } from '../../feature.ts'
import { useT } from '../../i18n/index.ts'
import { cx, Dialog, escapeControls, Kbd, VisuallyHidden } from '../../ui/index.ts'
import { useFeatureCommands } from '../compose.ts'
import { useDockCommands } from './dock-commands.tsx'
import css from './palette.module.css'
import { rank } from './rank.ts'
import { useShellCommands } from './shell-commands.tsx'

interface PaletteProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  onHelp: () => void
}

/** Objects and commands in one list; the features bring them only while it is open. */
export function Palette({ open, onOpenChange, onHelp }: PaletteProps) {
  const t = useT()
  const input = useRef<HTMLInputElement>(null)
  const opening = useOpenings(open)
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t('app.palette')} look="palette" initialFocus={input}>
      <Content key={opening} inputRef={input} onHelp={onHelp} onDone={() => onOpenChange(false)} />
    </Dialog>
  )
}

/** Which opening this is: one that comes while the last still fades away begins afresh too. */
function useOpenings(open: boolean): number {
  const [seen, setSeen] = useState({ open, count: 0 })
  if (seen.open !== open) setSeen({ open, count: seen.count + (open ? 1 : 0) })
  return seen.count
}

interface ContentProps {
  inputRef: React.RefObject<HTMLInputElement | null>
  onHelp: () => void
  onDone: () => void
}

function Content({ inputRef, onHelp, onDone }: ContentProps) {
  const t = useT()
  const listId = useId()
  const [query, setQuery] = useState('')
  const [at, setAt] = useState(0)
  const asked = useDeferredValue(query)
  const own = useShellCommands(onHelp)
  const others = useFeatureCommands(asked)
  const dock = useDockCommands()
  const found = useMemo(() => rank([...others, ...dock, ...own], asked), [others, dock, own, asked])
  const index = Math.min(at, found.length - 1)
  // At once: the dialog itself gives it the focus a frame later, and who knows the key types on without looking.
  const before = useRef<Element | null>(null)
  useLayoutEffect(() => {
    if (!inputRef.current?.contains(document.activeElement)) before.current ??= document.activeElement
    inputRef.current?.focus()
  }, [inputRef])
  const choose = (command: Command | undefined) => {
    if (!command) return
    onDone()
    // A dialog that the command opens gives the focus back to whoever has it now, and the palette is about to go.
    if (before.current instanceof HTMLElement) before.current.focus({ preventScroll: true })
    command.run()
  }
  // The list answers what was typed a moment ago: Enter means the one that answers all of it.
  const [hurried, setHurried] = useState(false)
  const chooseNow = useEffectEvent(() => {
    setHurried(false)
    choose(found[index])
  })
  useEffect(() => {
    if (hurried && asked === query) chooseNow()
  }, [hurried, asked, query])
  const keyDown = (event: KeyboardEvent) => {
    const step: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }
    const by = step[event.key]
    if (by !== undefined) setAt(Math.max(0, Math.min(index + by, found.length - 1)))
    else if (event.key === 'Enter') setHurried(true)
    else return
    event.preventDefault()
  }
  return (
    <>
      <div className={css.field}>
        <Search aria-hidden size={16} />
        <input
          ref={inputRef}
          role="combobox"
          aria-expanded
          aria-controls={listId}
          aria-activedescendant={index >= 0 ? `${listId}-${index}` : undefined}
          aria-label={t('app.search')}
          placeholder={t('app.search')}
          autoComplete="off"
          spellCheck={false}
          value={query}
          onChange={(event) => {
            setQuery(event.target.value)
            setAt(0)
          }}
          onKeyDown={keyDown}
        />
      </div>
      <VisuallyHidden>
        <span aria-live="polite">{t('app.palette.results', { count: found.length })}</span>
      </VisuallyHidden>
      <Options id={listId} commands={found} current={index} onPoint={setAt} onChoose={choose} />
      {found.length === 0 ? <p className={css.none}>{t('app.palette.none', { query: escapeControls(asked, 80) })}</p> : null}
    </>
  )
}

interface OptionsProps {
  id: string
  commands: readonly Command[]
  current: number
  onPoint: (index: number) => void
  onChoose: (command: Command) => void
}

function Options({ id, commands, current, onPoint, onChoose }: OptionsProps) {
  const t = useT()
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // Braces: newer Chromium returns a promise here, which React would take for a clean-up.
    list.current?.children[current]?.scrollIntoView({ block: 'nearest' })
  }, [current])
  return (
    <div ref={list} id={id} role="listbox" aria-label={t('app.palette')} className={css.list}>
      {commands.map((command, at) => (
        // biome-ignore lint/a11y/useFocusableInteractive: the input has the focus, options are its active descendants
        // biome-ignore lint/a11y/useKeyWithClickEvents: the input has the keys
        <div
          key={command.id}
          id={`${id}-${at}`}
          role="option"
          aria-selected={at === current}
          className={cx(css.option, at === current && css.current)}
          onPointerMove={() => (at === current ? undefined : onPoint(at))}
          onClick={() => onChoose(command)}
        >
          <span className={css.icon} aria-hidden>
            {command.icon}
          </span>
          <span className={css.title}>{escapeControls(command.title, 200)}</span>
          {command.hint ? <span className={css.hint}>{escapeControls(command.hint, 80)}</span> : null}
          {command.shortcut ? <Kbd keys={command.shortcut} /> : null}
        </div>
      ))}
    </div>
  )
}
