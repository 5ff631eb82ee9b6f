import type { HostProbe } from '../../../shared/contract/hosts.ts'
import { useT } from '../../i18n/index.ts'
import { type DotTone, escapeControls, Mono, StatusDot } from '../../ui/index.ts'
import { troubleOf } from './address.ts'
import css from './hosts.module.css'
import { switchTo } from './store.ts'

function tone({ problem }: HostProbe): DotTone {
  if (problem === null) return 'ok'
  return problem === 'absent' ? 'off' : 'bad'
}

/** Every place that was looked at, why it failed, and the way over to those that answer. */
export function Places({ probes, chosen }: { probes: readonly HostProbe[]; chosen: string }) {
  const t = useT()
  return (
    <table className={css.places} aria-label={t('hosts.places')}>
      <colgroup>
        <col className={css.colName} />
        <col className={css.colAddress} />
        <col />
      </colgroup>
      <thead>
        <tr>
          <th scope="col">{t('hosts.places.name')}</th>
          <th scope="col">{t('hosts.places.address')}</th>
          <th scope="col">{t('hosts.places.state')}</th>
        </tr>
      </thead>
      <tbody>
        {probes.map((probe) => (
          <Place key={probe.host.id} probe={probe} chosen={probe.host.id === chosen} />
        ))}
      </tbody>
    </table>
  )
}

function Place({ probe, chosen }: { probe: HostProbe; chosen: boolean }) {
  const t = useT()
  const { host, problem, engine, detail } = probe
  const name = escapeControls(host.name, 64)
  const state = problem === null ? t('hosts.answers') : t(`hosts.short.${troubleOf(problem, host)}`)
  return (
    <tr aria-current={chosen ? 'true' : undefined}>
      <th scope="row">
        <StatusDot tone={tone(probe)} label={state} /> {name}
      </th>
      <td title={host.address}>
        <Mono>{host.address}</Mono>
      </td>
      <td title={detail ?? undefined}>
        {problem === null || problem === 'insecure' ? (
          <button type="button" className={css.link} aria-label={t('hosts.useNamed', { name })} onClick={() => void switchTo(probe)}>
            {problem === null ? `${engine ?? state} · ${t('hosts.use')}` : `${state} · ${t('hosts.insecure.use')}`}
          </button>
        ) : (
          state
        )}
      </td>
    </tr>
  )
}
