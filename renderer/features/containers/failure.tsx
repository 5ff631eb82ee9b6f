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
      {detail === null ? null : <Words>{detail}</Words>}
    </div>
  )
}

const ID = /\b([a-f0-9]{12})[a-f0-9]{52}\b/g

/** The engine's own words in a few lines; the full ids in them tell nobody anything. All of it stands in the tip. */
function Words({ children }: { children: string }) {
  return (
    <div className={css.detail} title={escapeControls(children)}>
      <Mono>{children.replace(ID, '$1')}</Mono>
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
            <b>{escapeControls(row.name, 64)}</b> {text}
            {detail === null ? null : <Words>{detail}</Words>}
          </li>
        )
      })}
      {failures.length > NAMED ? <li>{t('containers.failedMore', { count: failures.length - NAMED })}</li> : null}
    </ul>
  )
}
