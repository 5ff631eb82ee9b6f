import { Host } from '../../../shared/contract/hosts.ts'
import type { LogHost } from '../../../shared/contract/logs-search.ts'
import { t } from '../../i18n/index.ts'
import { useWorld } from '../../world/entities.ts'
import { activateTab, type DockTab, openTab, updateTab, useView } from '../../world/view.ts'
import { noteRun } from './beginning.ts'
import { LogView } from './log-view.tsx'
import { isRange, type LogRange } from './range/range.ts'
import { CHOSEN, isScope, type LogScope } from './scope/scope.ts'
import { scopeTitle } from './scope/titles.ts'
import type { LogTarget } from './target.ts'
import { clearedOf } from './view/cleared.ts'
import type { At } from './view/stamp-place.ts'

const NAMED = 3

/** What a tab keeps. `targets` are those who were there last; lines up to `cleared` are cleared from sight. */
type Params = {
  scope: LogScope
  targets: readonly LogTarget[]
  /** Whose they are: while another one is chosen, also after a reload, nothing is asked of that. */
  host?: LogHost | null
  range?: LogRange | null
  cleared?: At | null
}

const idOf = (targets: readonly LogTarget[]): string =>
  targets
    .map((target) => target.id.slice(0, 12))
    .sort()
    .join('+')

/** Opens the logs of these containers in the dock, or brings them to the front. `run`: they were just run. */
export function openLogs(containers: readonly LogTarget[], run = false): void {
  if (containers.length === 0) return
  if (run) for (const { id } of containers) noteRun(id)
  const targets = containers.map(({ id, name }) => ({ id, name }))
  // A view may have gone on with others than it was opened with.
  const open = useView.getState().tabs.find(({ kind, params }) => {
    const kept = kind === 'logs' ? paramsOf(params) : null
    return kept?.scope.kind === 'chosen' && idOf(kept.targets) === idOf(targets)
  })
  if (open !== undefined) {
    activateTab(open.id)
    return
  }
  openWith({ id: `logs:${idOf(targets)}`, params: { scope: CHOSEN, targets } })
}

/** Opens the logs of all that belong to a project, a service or a filter, now and later. */
export function openScope(scope: LogScope): void {
  const host = hostNow()
  const id = `logs:${JSON.stringify(scope)}`
  const { tabs } = useView.getState()
  const open = tabs.filter(({ params }) => JSON.stringify(paramsOf(params)?.scope) === JSON.stringify(scope))
  const here = open.find(({ params }) => {
    const about = paramsOf(params)?.host ?? null
    return about === null || host === null || about.address === host.address
  })
  // A project of this name on another host is another one.
  if (here !== undefined) activateTab(here.id)
  else openWith({ id: open.length === 0 ? id : `${id} ${host?.address ?? ''}`, params: { scope, targets: [] } })
}

const hostNow = (): LogHost | null => {
  const { connection } = useWorld.getState()
  return connection.state === 'connected' ? { name: connection.host.name, address: connection.host.address } : null
}

const openWith = ({ id, params }: { id: string; params: Params }): void =>
  openTab({ id, kind: 'logs', title: titleOf(params), params: { ...params, host: hostNow() } })

function titleOf({ scope, targets }: Params): string {
  if (scope.kind !== 'chosen') return t('logs.dockTitle', { names: scopeTitle(t, scope) ?? '' })
  const names = targets
    .slice(0, NAMED)
    .map((target) => target.name)
    .join(', ')
  const more = targets.length - NAMED
  return more > 0 ? t('logs.dockMore', { names, count: more }) : t('logs.dockTitle', { names })
}

/** Of a tab, in the language of now. */
export function titleOfLogs(tab: DockTab): string {
  const params = paramsOf(tab.params)
  if (params === null) return tab.title
  const title = titleOf(params)
  const others = useView.getState().tabs.filter(({ id, kind, params: of }) => {
    const those = kind === 'logs' && id !== tab.id ? paramsOf(of) : null
    return those !== null && titleOf(those) === title && those.host?.address !== params.host?.address
  })
  // Alike on two hosts.
  return others.length === 0 || params.host == null ? title : `${title} · ${params.host.name}`
}

/** What a tab restored from storage holds, or nothing when it is not ours. */
function paramsOf(params: unknown): Params | null {
  if (typeof params !== 'object' || params === null) return null
  const { scope, targets, host, range, cleared } = params as Partial<Record<keyof Params, unknown>>
  if (!isScope(scope) || !Array.isArray(targets)) return null
  const those = (targets as unknown[]).filter(
    (one): one is LogTarget =>
      typeof one === 'object' &&
      one !== null &&
      typeof (one as LogTarget).name === 'string' &&
      /^[a-f0-9]{64}$/.test(String((one as LogTarget).id)),
  )
  if (scope.kind === 'chosen' && those.length === 0) return null
  const kept = those.map(({ id, name }) => ({ id, name }))
  const about = Host.pick({ name: true, address: true }).safeParse(host).data ?? null
  return { scope, targets: kept, host: about, range: isRange(range) ? range : null, cleared: clearedOf(cleared) }
}

export function LogTab({ tab, active }: { tab: DockTab; active: boolean }) {
  const params = paramsOf(tab.params)
  if (params === null) return null
  const change = (part: Partial<Params>) => {
    // As it is by now: two things may change at once.
    const now = useView.getState().tabs.find(({ id }) => id === tab.id)?.params
    updateTab(tab.id, { params: { ...paramsOf(now), ...part } })
  }
  const keep = (targets: readonly LogTarget[]) => {
    if (params.scope.kind === 'chosen' && idOf(targets) !== idOf(params.targets))
      change({ targets: targets.map(({ id, name }) => ({ id, name })) })
  }
  return (
    <LogView
      viewKey={tab.id}
      scope={params.scope}
      targets={params.targets}
      active={active}
      range={params.range ?? null}
      onRange={(range) => change({ range })}
      cleared={params.cleared ?? null}
      onCleared={(cleared) => change({ cleared })}
      host={params.host ?? null}
      onHost={(host) => change({ host })}
      onMembers={keep}
    />
  )
}
