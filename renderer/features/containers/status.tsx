import type { Container } from '../../../shared/contract/containers.ts'
import type { Translate } from '../../i18n/index.ts'
import { useT } from '../../i18n/index.ts'
import { cx, type DotTone, RelativeTime, Spinner, StatusDot } from '../../ui/index.ts'
import { useConnected, useWorld } from '../../world/entities.ts'
import css from './containers.module.css'
import { isQuietExit } from './exit-code.ts'
import { HOLE, Sentence } from './sentence.tsx'
import { useWorking } from './working.ts'

/** Colour of a state; the words stand beside it. */
export function dotTone({ state, health }: Pick<Container, 'state' | 'health'>): DotTone {
  if (state === 'running') return health === 'unhealthy' ? 'bad' : health === 'starting' ? 'info' : 'ok'
  if (state === 'paused' || state === 'restarting') return 'warn'
  if (state === 'removing') return 'busy'
  return state === 'dead' ? 'bad' : 'off'
}

/** State and health in words. */
export function stateText({ state, health }: Pick<Container, 'state' | 'health'>, t: Translate): string {
  const words = t(`containers.state.${state}`)
  return state !== 'running' || health === 'none' ? words : `${words}, ${t(`containers.health.${health}`)}`
}

export function ContainerDot({ row }: { row: Container }) {
  const t = useT()
  const busy = useWorking(row.id) !== undefined
  // What may be out of date is not shown as live.
  const tone = useConnected() ? dotTone(row) : 'off'
  return <StatusDot tone={busy ? 'busy' : tone} label={stateText(row, t)} />
}

/** The status column of `docker ps`, in the user's language and growing older by itself. */
export function Status({ row }: { row: Container }) {
  const t = useT()
  const working = useWorking(row.id)
  // Whether it went on since then nobody knows.
  const asOf = useWorld((world) => (world.lostAt === 0 ? null : world.lostAt))
  if (working !== undefined) {
    return (
      <span className={css.working}>
        <Spinner /> {t(`containers.working.${working}`)}
      </span>
    )
  }
  const { text, at, mode } = statusWords(row, t)
  return (
    <span className={cx(css.status, css[tone(row)])}>
      <Sentence text={text}>{at === null ? null : <RelativeTime at={at} mode={mode} asOf={asOf} />}</Sentence>
    </span>
  )
}

function tone({ state, health, exitCode }: Container): 'bad' | 'warn' | 'plain' {
  if (state === 'dead' || (state === 'running' && health === 'unhealthy')) return 'bad'
  if (state === 'restarting') return 'warn'
  return state === 'exited' && exitCode !== null && !isQuietExit(exitCode) ? 'bad' : 'plain'
}

function statusWords(row: Container, t: Translate): { text: string; at: number | null; mode: 'ago' | 'duration' } {
  const at = row.since === null ? null : row.since * 1000
  const code = row.exitCode ?? '?'
  if (row.state === 'created' && row.created > 0)
    return { text: t('containers.status.created', { age: HOLE }), at: row.created * 1000, mode: 'ago' }
  // Nothing is known of when: the state alone is still true.
  if (at === null) return { text: t(`containers.state.${row.state}`), at: null, mode: 'ago' }
  if (row.state === 'running')
    return {
      text: t(row.health === 'none' ? 'containers.status.up' : `containers.status.up.${row.health}`, { age: HOLE }),
      at,
      mode: 'duration',
    }
  if (row.state === 'paused') return { text: t('containers.status.paused', { age: HOLE }), at, mode: 'duration' }
  if (row.state === 'restarting') return { text: t('containers.status.restarting', { age: HOLE, code }), at, mode: 'ago' }
  if (row.state === 'exited') return { text: t('containers.status.exited', { age: HOLE, code }), at, mode: 'ago' }
  return { text: t(`containers.state.${row.state}`), at: null, mode: 'ago' }
}
