import { AppError } from '../../../../shared/errors.ts'
import { errorText } from '../../../i18n/error-text.ts'
import { type MessageKey, type Translate, useT } from '../../../i18n/index.ts'
import { useBytes } from '../../../i18n/quantities.ts'
import { Button, escapeControls, ProgressBar } from '../../../ui/index.ts'
import { useLogPrefs } from '../prefs.ts'
import type { LogTarget } from '../target.ts'
import { stampFull } from '../view/stamps.ts'
import css from './search.module.css'
import type { SearchState } from './search-run.ts'

/** Logs that failed and are told by name. */
const NAMED = 4

type Props = { hint: MessageKey; state: SearchState; targets: readonly LogTarget[]; onGoOn(): void }

/** How far the search has come, what was left out and why, and how to go on. */
export function SearchStatus({ hint, state, targets, onGoOn }: Props) {
  const t = useT()
  const bytes = useBytes()
  const mode = useLogPrefs((prefs) => prefs.stamps)
  if (state.pattern === null) return <p className={css.hint}>{t(hint)}</p>
  const { running, found, sources, more, failure } = state
  const sum = (pick: (one: (typeof sources)[number]) => number) => sources.reduce((all, one) => all + pick(one), 0)
  const cut = sum((one) => one.cut)
  const over = sources.filter((one) => one.state === 'done' || one.state === 'failed').length
  const reached = sources.reduce((sec, { at }) => Math.max(sec, at?.sec ?? 0), 0)
  return (
    <div className={css.status}>
      <output aria-live={running ? 'off' : 'polite'}>
        <strong>{found.length === 0 && running ? t('logs.findSearching') : t('logs.search.found', { count: found.length })}</strong>
        <span>
          {t('logs.search.read', { count: sum((one) => one.lines), size: bytes(sum((one) => one.bytes)) })}
          {running && reached > 0
            ? ` · ${t('logs.search.reached', { time: stampFull(reached, 0, mode).slice(0, 19).replace('T', ' ') })}`
            : null}
        </span>
        {targets.length > 1 ? <span>{t('logs.search.logs', { done: over, count: targets.length })}</span> : null}
        {cut > 0 ? <span>{t('logs.search.cut', { count: cut })}</span> : null}
        {!running && more && failure === null ? <span>{whyMore(t, state)}</span> : null}
      </output>
      {running ? <ProgressBar label={t('logs.search.progress')} value={targets.length > 1 ? over / targets.length : null} /> : null}
      <Failures state={state} targets={targets} />
      {!running && more ? (
        <Button size="sm" onClick={onGoOn}>
          {t('logs.search.goOn')}
        </Button>
      ) : null}
    </div>
  )
}

function whyMore(t: Translate, { sources, earliest }: SearchState): string {
  if (sources.some(({ state }) => state === 'failed')) return t('logs.search.partly')
  return t(earliest ? 'logs.search.earliest' : 'logs.search.more')
}

function Failures({ state: { sources, failure }, targets }: Pick<Props, 'state' | 'targets'>) {
  const t = useT()
  const all = sources.flatMap(({ error }, index) => (error === null ? [] : [{ error, index, name: targets[index]?.name ?? '' }]))
  const whole = failure === null ? null : errorText(failure, t)
  return (
    <>
      {whole === null ? null : (
        <p className={css.failure} role="alert">
          {[whole.text, whole.todo, whole.detail].filter((part) => part !== null).join(' ')}
        </p>
      )}
      {all.slice(0, NAMED).map(({ error, name, index }) => {
        const { text, todo } = errorText(new AppError(error.code, error.params, error.detail), t)
        return (
          <p key={index} className={css.failure} role="alert">
            {t('logs.search.failed', { name: escapeControls(name, 80), why: `${text} ${todo}` })}
          </p>
        )
      })}
      {all.length > NAMED ? <p className={css.failure}>{t('logs.search.failedMore', { count: all.length - NAMED })}</p> : null}
    </>
  )
}
