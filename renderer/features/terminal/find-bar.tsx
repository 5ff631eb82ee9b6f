import { ArrowDown, ArrowUp, X } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useT } from '../../i18n/index.ts'
import { IconButton, TextInput } from '../../ui/index.ts'
import type { Pane } from './pane.ts'
import { setPane } from './state.ts'
import css from './terminal.module.css'
import { searchColours } from './theme.ts'

const LIMIT = 2000

export function FindBar({ pane }: { pane: Pane }) {
  const t = useT()
  const [text, setText] = useState('')
  const [found, setFound] = useState({ at: -1, count: 0 })
  const bar = useRef<HTMLDivElement>(null)
  const search = pane.screen?.search
  useEffect(() => {
    bar.current?.querySelector('input')?.focus()
    const listening = search?.onDidChangeResults(({ resultIndex, resultCount }) => setFound({ at: resultIndex, count: resultCount }))
    return () => {
      listening?.dispose()
      search?.clearDecorations()
    }
  }, [search])
  const options = { decorations: searchColours() }
  const next = () => void search?.findNext(text, options)
  const previous = () => void search?.findPrevious(text, options)
  const type = (value: string) => {
    setText(value)
    if (value === '') {
      search?.clearDecorations()
      pane.screen?.terminal.clearSelection()
      setFound({ at: -1, count: 0 })
    } else search?.findPrevious(value, { ...options, incremental: true })
  }
  const close = () => {
    setPane(pane.tab, { find: false })
    pane.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') close()
    else if (event.key !== 'Enter') return
    else if (event.shiftKey) next()
    else previous() // the newest lines are looked at first
    event.preventDefault()
    event.stopPropagation()
  }
  const count =
    text === ''
      ? ''
      : found.count === 0
        ? t('terminal.findNone')
        : found.at < 0
          ? t('terminal.findMany', { count: Math.min(found.count, LIMIT) })
          : t('terminal.findCount', { at: found.at + 1, count: found.count })
  return (
    <div className={css.find} role="search" ref={bar}>
      <TextInput value={text} onChange={type} onKeyDown={onKeyDown} aria-label={t('terminal.find')} placeholder={t('terminal.find')} />
      <span className={css.count} role="status">
        {count}
      </span>
      <IconButton icon={ArrowUp} size="sm" label={t('terminal.findPrevious')} disabled={text === ''} onClick={previous} />
      <IconButton icon={ArrowDown} size="sm" label={t('terminal.findNext')} disabled={text === ''} onClick={next} />
      <IconButton icon={X} size="sm" label={t('terminal.findClose')} onClick={close} />
    </div>
  )
}
