import type { Container } from '../../../shared/contract/containers.ts'
import { errorText } from '../../i18n/error-text.ts'
import { useT } from '../../i18n/index.ts'
import { escapeControls, Mono } from '../../ui/index.ts'
import css from './containers.module.css'

export type Failure = { row: Container; error: unknown }

/** Names shown of a bulk action that failed; the rest are counted. */
const NAMED = 6

/** What happened, what can be done, the engine's own words. */
export function FailureBody({ error }: { error: unknown }) {
  const { text, todo, detail } = errorText(error, useT())
  return (
    <div className={css.failure}>
      <p>
        {text} {todo}
      </p>
      {detail === null ? null : (
        <div className={css.detail} title={escapeControls(detail)}>
          <Mono>{detail}</Mono>
        </div>
      )}
    </div>
  )
}

export function FailureList({ failures }: { failures: readonly Failure[] }) {
  const t = useT()
  return (
    <ul className={css.failures}>
      {failures.slice(0, NAMED).map(({ row, error }) => {
        const { text, detail } = errorText(error, t)
        return (
          <li key={row.id}>
            <b>{escapeControls(row.name, 64)}</b> {escapeControls(detail ?? text, 300)}
          </li>
        )
      })}
      {failures.length > NAMED ? <li>{t('containers.failedMore', { count: failures.length - NAMED })}</li> : null}
    </ul>
  )
}
