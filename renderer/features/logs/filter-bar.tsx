import { Ban, CaseSensitive, Layers, ListFilter, Regex, WholeWord, X } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { type Translate, useT } from '../../i18n/index.ts'
import { cx, IconButton, MenuButton, SearchField } from '../../ui/index.ts'
import { CONTEXTS, type Criteria, filters, NO_FILTER, type StreamChoice } from './filter/criteria.ts'
import { Level, levelName } from './lines/level.ts'
import type { LogTarget } from './target.ts'
import type { Frame } from './use-pane.ts'
import { useStreams } from './use-streams.ts'
import css from './view/log.module.css'
import type { LogPane } from './view/pane.ts'

type Props = { pane: LogPane | null; frame: Frame | null; targets: readonly LogTarget[]; onClose(): void }

/** What the lines must have to be shown. Closing it shows all of them again. */
export function FilterBar({ pane, frame, targets, onClose }: Props) {
  const t = useT()
  const field = useRef<HTMLInputElement>(null)
  const [criteria, setCriteria] = useState(NO_FILTER)
  useEffect(() => field.current?.focus(), [])
  useEffect(() => pane?.filter(criteria), [pane, criteria])
  useEffect(() => () => pane?.filter(NO_FILTER), [pane])

  const streams = useStreams(targets)
  const { query } = criteria
  const change = (part: Partial<Criteria>) => setCriteria((before) => ({ ...before, ...part }))
  const ask = (part: Partial<Criteria['query']>) => change({ query: { ...query, ...part } })
  const keyDown = (event: KeyboardEvent) => {
    // One in a menu that was opened from here closes that.
    if (event.key !== 'Escape' || !event.currentTarget.contains(event.target as Element)) return
    event.preventDefault()
    event.stopPropagation()
    onClose()
  }
  const toggles = [
    { icon: CaseSensitive, label: t('logs.findCase'), pressed: query.matchCase, onClick: () => ask({ matchCase: !query.matchCase }) },
    { icon: WholeWord, label: t('logs.findWord'), pressed: query.wholeWord, onClick: () => ask({ wholeWord: !query.wholeWord }) },
    { icon: Regex, label: t('logs.findRegex'), pressed: query.regex, onClick: () => ask({ regex: !query.regex }) },
    { icon: Ban, label: t('logs.filter.negate'), pressed: query.negate, onClick: () => ask({ negate: !query.negate }) },
  ]
  return (
    <search className={css.find} aria-label={t('logs.filter')} onKeyDown={keyDown}>
      <SearchField
        ref={field}
        className={css.findField}
        label={t('logs.filter.label')}
        placeholder={t('logs.filter.label')}
        value={query.text}
        onChange={(text) => ask({ text })}
        onKeyDown={keyDown}
      />
      {toggles.map((toggle) => (
        <IconButton key={toggle.label} size="sm" {...toggle} />
      ))}
      <Choices criteria={criteria} streams={streams} change={change} />
      <Passing criteria={criteria} frame={frame} />
      <IconButton size="sm" icon={X} label={t('logs.filter.close')} shortcut="Esc" onClick={onClose} />
    </search>
  )
}

type ChoicesProps = { criteria: Criteria; streams: boolean; change(part: Partial<Criteria>): void }

function Choices({ criteria: { context, stream, level }, streams, change }: ChoicesProps) {
  const t = useT()
  const levels = ([0, Level.debug, Level.info, Level.warn, Level.error] as const).map((one) => ({ value: one, label: levelLabel(t, one) }))
  const choices: StreamChoice[] = ['all', 'stdout', 'stderr']
  return (
    <>
      <MenuButton
        size="sm"
        icon={Layers}
        label={t('logs.filter.contextNow', { count: context })}
        text={t('logs.filter.contextShort', { count: context })}
        items={CONTEXTS.map((count) => ({
          kind: 'radio',
          id: String(count),
          label: t('logs.filter.context', { count }),
          checked: count === context,
          onSelect: () => change({ context: count }),
        }))}
      />
      <MenuButton
        size="sm"
        icon={ListFilter}
        label={t('logs.filter.levelNow', { level: levelLabel(t, level) })}
        text={levelLabel(t, level)}
        items={[
          { kind: 'heading', id: 'guess', label: t('logs.level.guess') },
          ...levels.map(({ value, label }) => ({
            kind: 'radio' as const,
            id: String(value),
            label,
            checked: value === level,
            onSelect: () => change({ level: value }),
          })),
        ]}
      />
      {streams ? (
        <MenuButton
          size="sm"
          label={t('logs.filter.streamNow', { stream: t(`logs.filter.stream.${stream}`) })}
          text={t(`logs.filter.stream.${stream}`)}
          items={choices.map((one) => ({
            kind: 'radio',
            id: one,
            label: t(`logs.filter.stream.${one}`),
            checked: one === stream,
            onSelect: () => change({ stream: one }),
          }))}
        />
      ) : null}
    </>
  )
}

const levelLabel = (t: Translate, level: Level | 0): string =>
  level === 0 ? t('logs.filter.anyLevel') : t('logs.filter.atLeast', { level: t(`logs.level.${levelName(level)}`) })

/** `12 of 5 000 lines`, or why there are none. */
function Passing({ criteria, frame }: { criteria: Criteria; frame: Frame | null }) {
  const t = useT()
  const state = frame?.filter
  const bad = state !== undefined && (state.error !== null || state.slow)
  const text = () => {
    if (frame === null || state === undefined || !filters(criteria)) return ''
    if (state.error !== null) return t('logs.findBad')
    if (state.slow) return t('logs.findSlow')
    return state.shown === null || !state.done
      ? t('logs.filter.sifting')
      : t('logs.filter.count', { shown: state.shown, count: frame.lines })
  }
  return (
    <output className={cx(css.count, bad && css.findError)} title={state?.error ?? undefined}>
      {text()}
    </output>
  )
}
