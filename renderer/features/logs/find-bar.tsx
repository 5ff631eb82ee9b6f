import { ArrowDown, ArrowUp, CaseSensitive, Regex, Telescope, WholeWord, X } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { type MessageKey, useT } from '../../i18n/index.ts'
import { cx, IconButton, SearchField } from '../../ui/index.ts'
import type { Query } from './find/matcher.ts'
import css from './view/log.module.css'
import type { LogPane } from './view/pane.ts'
import type { PaneState } from './view/pane-state.ts'

type Props = {
  pane: LogPane | null
  found: PaneState['find'] | null
  onClose(): void
  /** Looks for it in all there is of the log, not only in what is shown. */
  onEverything(query: Query): void
  everything: MessageKey
}

export function FindBar({ pane, found, onClose, onEverything, everything }: Props) {
  const t = useT()
  const field = useRef<HTMLInputElement>(null)
  const [text, setText] = useState('')
  const [matchCase, setCase] = useState(false)
  const [wholeWord, setWord] = useState(false)
  const [regex, setRegex] = useState(false)
  useEffect(() => field.current?.focus(), [])
  useEffect(() => pane?.find({ text, matchCase, wholeWord, regex }), [pane, text, matchCase, wholeWord, regex])

  const keyDown = (event: KeyboardEvent) => {
    const inField = event.target === field.current
    if ((event.key === 'Enter' && inField) || event.key === 'F3') pane?.step(event.shiftKey)
    else if (event.key === 'Escape') onClose()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <search className={css.find} aria-label={t('logs.find')} onKeyDown={keyDown}>
      <SearchField ref={field} className={css.findField} label={t('logs.findLabel')} value={text} onChange={setText} onKeyDown={keyDown} />
      <IconButton size="sm" icon={CaseSensitive} label={t('logs.findCase')} pressed={matchCase} onClick={() => setCase(!matchCase)} />
      <IconButton size="sm" icon={WholeWord} label={t('logs.findWord')} pressed={wholeWord} onClick={() => setWord(!wholeWord)} />
      <IconButton size="sm" icon={Regex} label={t('logs.findRegex')} pressed={regex} onClick={() => setRegex(!regex)} />
      <Count text={text} found={found} />
      <IconButton size="sm" icon={ArrowUp} label={t('logs.findPrevious')} shortcut="Shift Enter" onClick={() => pane?.step(true)} />
      <IconButton size="sm" icon={ArrowDown} label={t('logs.findNext')} shortcut="Enter" onClick={() => pane?.step(false)} />
      <IconButton size="sm" icon={Telescope} label={t(everything)} onClick={() => onEverything({ text, matchCase, wholeWord, regex })} />
      <IconButton size="sm" icon={X} label={t('logs.findClose')} shortcut="Esc" onClick={onClose} />
    </search>
  )
}

function Count({ text, found }: { text: string; found: PaneState['find'] | null }) {
  const t = useT()
  const bad = found?.text === text && (found.error !== null || found.slow)
  return (
    <output className={cx(css.count, bad && css.findError)} title={found?.error ?? undefined}>
      {text === '' || found?.text !== text ? '' : found.error !== null ? t('logs.findBad') : counted(t, found)}
    </output>
  )
}

function counted(t: ReturnType<typeof useT>, { count, rank, done, slow }: PaneState['find']): string {
  if (slow) return t('logs.findSlow')
  if (count === 0) return done ? t('logs.findNone') : t('logs.findSearching')
  return rank === 0 ? t('logs.findCount', { count }) : t('logs.findRank', { rank, count })
}
