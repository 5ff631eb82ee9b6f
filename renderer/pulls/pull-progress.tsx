import type { Pull, PullLayer } from '../../shared/contract/images.ts'
import { errorText } from '../i18n/error-text.ts'
import { useI18n, useT } from '../i18n/index.ts'
import { cx, escapeControls, ProgressBar } from '../ui/index.ts'
import css from './pulls.module.css'
import { pullFailure, useIsHere } from './store.ts'
import { detailOf, figureOf, layerShare, layerWords, shareOf, titleOf } from './words.ts'

/**
 * How a pull goes: the overall figure with rate and time left, a bar for each layer, and after a failure the engine's words with
 * what can be done. Presentational: no buttons, so that a panel and a form can each put their own beside it.
 * @param layers false: the overall figure only.
 */
export function PullProgress({ pull, layers = true }: { pull: Pull; layers?: boolean }) {
  const t = useT()
  const language = useI18n((s) => s.language)
  const isHere = useIsHere(pull)
  const running = pull.state === 'running'
  const title = titleOf(pull, t)
  return (
    <div className={css.pull}>
      <div className={css.head}>
        <span className={css.title}>{title}</span>
        {isHere ? null : <span className={css.figure}>{t('images.pullOn', { host: escapeControls(pull.host.name, 64) })}</span>}
        {running ? <span className={css.figure}>{figureOf(pull, t)}</span> : null}
      </div>
      {running ? <ProgressBar label={title} value={shareOf(pull)} size="md" tone={pull.stage === 'unpacking' ? 'ok' : 'accent'} /> : null}
      {running ? <div className={cx(css.detail, pull.stalled > 0 && css.stalled)}>{detailOf(pull, t, language)}</div> : null}
      <Failure pull={pull} />
      {running && layers && pull.layers.length > 0 ? <Layers layers={pull.layers} /> : null}
    </div>
  )
}

/** Layers that are in sight without scrolling; more are reached by the keyboard. */
const FIT = 10

function Layers({ layers }: { layers: readonly PullLayer[] }) {
  const t = useT()
  return (
    <ul className={css.layers} aria-label={t('images.layers')} tabIndex={layers.length > FIT ? 0 : undefined}>
      {layers.map((layer) => (
        <Layer key={layer.id} layer={layer} />
      ))}
    </ul>
  )
}

function Layer({ layer }: { layer: PullLayer }) {
  const t = useT()
  const language = useI18n((s) => s.language)
  const here = layer.phase === 'done' || layer.phase === 'exists'
  const id = escapeControls(layer.id, 24)
  return (
    <li className={css.layer}>
      <span className={css.id}>{id}</span>
      <ProgressBar
        label={t('images.layerLabel', { id })}
        value={layerShare(layer)}
        tone={here || layer.phase === 'unpacking' ? 'ok' : 'accent'}
      />
      <span className={css.words}>{layerWords(layer, t, language)}</span>
    </li>
  )
}

function Failure({ pull }: { pull: Pull }) {
  const t = useT()
  const failure = pullFailure(pull)
  if (failure === null) return null
  const { text, todo, detail } = errorText(failure, t)
  return (
    <div className={css.failure} role="alert">
      <p>
        {text} {todo}
      </p>
      {detail === null ? null : <p className={css.engineWords}>{escapeControls(detail, 1_000)}</p>}
    </div>
  )
}
