import { CaseSensitive, Regex, WholeWord, X } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { LogFound } from '../../../../shared/contract/logs-search.ts'
import type { LogPattern } from '../../../../shared/log-pattern.ts'
import { useT } from '../../../i18n/index.ts'
import { Button, Checkbox, IconButton, SearchField } from '../../../ui/index.ts'
import type { LogTarget } from '../target.ts'
import { FoundList } from './found-list.tsx'
import css from './search.module.css'
import { SearchStatus } from './search-status.tsx'
import type { Also, SearchTarget } from './search-target.ts'
import { useLatest, useSearch } from './use-search.ts'
import type { Whole } from './whole.ts'

type Props = {
  whole: Whole
  targets: readonly SearchTarget[]
  also?: Also | undefined
  /** What was being looked for; the search begins with it. */
  initial: LogPattern
  onOpen(found: LogFound, target: LogTarget, pattern: LogPattern): void
  /** Without it there is nothing but the search. */
  onClose?: (() => void) | undefined
}

/** Search over everything there is of the logs, beside what is shown of them. */
export function SearchPanel({ whole, targets, also, initial, onOpen, onClose }: Props) {
  const t = useT()
  const field = useRef<HTMLInputElement>(null)
  const [pattern, setPattern] = useState(initial)
  // Those the search was begun with: others may join the view meanwhile.
  const [asked, setAsked] = useState(targets)
  const [withAlso, setWithAlso] = useState(true)
  const run = useSearch(whole)
  const { state } = run
  const start = (what: LogPattern, wide = withAlso) => {
    const those = wide && also !== undefined ? [...targets, ...also.targets] : targets
    setAsked(those)
    run.start(
      what,
      those.map(({ id, olderThan }) => (olderThan === undefined ? { id } : { id, olderThan })),
    )
  }
  const widen = (on: boolean) => {
    setWithAlso(on)
    if (state.pattern !== null) start(state.pattern, on)
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: begun once, for what it is opened with
  useEffect(() => {
    field.current?.focus()
    start(initial)
  }, [run, initial])
  const open = useLatest((one: LogFound) => {
    const target = asked[one.source]
    if (target !== undefined) onOpen(one, target, state.pattern ?? pattern)
  })
  const change = (part: Partial<LogPattern>) => setPattern({ ...pattern, ...part })
  const keyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented || onClose === undefined) return
    event.preventDefault()
    event.stopPropagation()
    onClose()
  }
  const inField = (event: KeyboardEvent) => {
    if (event.key === 'Enter') start(pattern)
    else if (event.key !== 'Escape' || onClose === undefined) return
    else onClose()
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <section className={css.panel} aria-label={t(whole.title)} onKeyDown={keyDown}>
      <div className={css.head}>
        <SearchField
          ref={field}
          className={css.field}
          label={t('logs.search.field')}
          placeholder={t(whole.title)}
          value={pattern.text}
          onChange={(text) => change({ text })}
          onKeyDown={inField}
        />
        <Toggles pattern={pattern} onChange={change} />
        {state.running ? (
          <Button size="sm" onClick={() => run.stop()}>
            {t('logs.search.stop')}
          </Button>
        ) : (
          <Button size="sm" variant="primary" disabled={pattern.text === ''} onClick={() => start(pattern)}>
            {t('logs.search.start')}
          </Button>
        )}
        {onClose === undefined ? null : <IconButton size="sm" icon={X} label={t('logs.search.close')} shortcut="Esc" onClick={onClose} />}
      </div>
      {also === undefined ? null : (
        <div className={css.also}>
          <Checkbox checked={withAlso} onChange={widen} label={also.label} />
        </div>
      )}
      <SearchStatus hint={whole.hint} state={state} targets={asked} onGoOn={() => run.goOn()} />
      <FoundList found={state.found} targets={asked} onOpen={open} />
    </section>
  )
}

function Toggles({ pattern, onChange }: { pattern: LogPattern; onChange(part: Partial<LogPattern>): void }) {
  const t = useT()
  const toggles = [
    ['matchCase', CaseSensitive, t('logs.findCase')],
    ['wholeWord', WholeWord, t('logs.search.word')],
    ['regex', Regex, t('logs.findRegex')],
  ] as const
  return toggles.map(([key, icon, label]) => (
    <IconButton key={key} size="sm" icon={icon} label={label} pressed={pattern[key]} onClick={() => onChange({ [key]: !pattern[key] })} />
  ))
}
