import { Play, RotateCw, ScrollText, Square, SquareTerminal } from 'lucide-react'
import type { Container } from '../../../shared/contract/containers.ts'
import { errorText } from '../../i18n/error-text.ts'
import { type Translate, useT } from '../../i18n/index.ts'
import { inspectorTabsFor } from '../../inspector-tabs.ts'
import { Button, EmptyState, ErrorBoundary, escapeControls, InspectorFrame, Skeleton, Tabs, Tag } from '../../ui/index.ts'
import { useConnected } from '../../world/entities.ts'
import { ask } from '../../world/intents.ts'
import { select, setInspectorTab, useView } from '../../world/view.ts'
import { allows, canExec } from './abilities.ts'
import { MoreMenu } from './bulk-bar.tsx'
import { InspectTab } from './inspect-tab.tsx'
import css from './inspector.module.css'
import { useContainer } from './live.ts'
import { act } from './menu.ts'
import { Overview } from './overview.tsx'
import type { PlainAction } from './perform.tsx'
import { ContainerDot } from './status.tsx'
import { type Inspection, useInspect } from './use-inspect.ts'
import { useWorking } from './working.ts'

const close = (): void => select('containers', [])

export function Inspector({ id }: { id: string }) {
  const t = useT()
  const row = useContainer(id)
  if (row === undefined) {
    return (
      <InspectorFrame title={id.slice(0, 12)} onClose={close}>
        <EmptyState size="sm" title={t('containers.gone')} />
      </InspectorFrame>
    )
  }
  const health = row.state === 'running' && row.health !== 'none' ? row.health : null
  return (
    <div data-container-inspector className={css.frame}>
      <InspectorFrame
        title={escapeControls(row.name, 128)}
        dot={<ContainerDot row={row} />}
        tags={health === null ? null : <Tag tone={TONE[health]}>{t(`containers.health.${health}`)}</Tag>}
        actions={<Actions row={row} />}
        onClose={close}
      >
        <Panels row={row} />
      </InspectorFrame>
    </div>
  )
}

const TONE = { healthy: 'ok', unhealthy: 'bad', starting: 'info' } as const

/** By state; what has no button here stands behind "⋯". */
function Actions({ row }: { row: Container }) {
  const t = useT()
  const live = useConnected()
  const busy = useWorking(row.id)
  const title = live ? undefined : t('containers.offline')
  const container = { id: row.id, name: row.name }
  const button = (action: PlainAction, icon: typeof Play) =>
    allows(row.state, action) ? (
      <Button
        icon={icon}
        busy={busy === action}
        disabled={!live || (busy !== undefined && busy !== action)}
        title={title}
        onClick={() => act(action, [row])}
      >
        {t(`containers.action.${action}`)}
      </Button>
    ) : null
  return (
    <div className={css.actions}>
      {button('start', Play)}
      {button('unpause', Play)}
      {button('stop', Square)}
      {row.state === 'running' || row.state === 'restarting' ? <span className={css.yields}>{button('restart', RotateCw)}</span> : null}
      {canExec(row) ? (
        <Button icon={SquareTerminal} disabled={!live} title={title} onClick={() => ask('terminal.shell', { container })}>
          {t('containers.action.terminal')}
        </Button>
      ) : null}
      <Button icon={ScrollText} disabled={!live} title={title} onClick={() => ask('logs.open', { containers: [container] })}>
        {t('containers.action.logs')}
      </Button>
      <MoreMenu size="md" rows={[row]} skip={HAVE_BUTTONS} />
    </div>
  )
}

/** Restart stays in the menu: where the words are long, a narrow inspector has no room for its button. */
const HAVE_BUTTONS = ['start', 'stop', 'unpause', 'logs', 'terminal'] as const

function Panels({ row }: { row: Container }) {
  const t = useT()
  const inspection = useInspect(row.id)
  const contributed = inspectorTabsFor('containers')
  const wanted = useView((view) => view.inspectorTab['containers'] ?? 'overview')
  const tabs = [
    { id: 'overview', label: t('containers.tab.overview') },
    ...contributed.map(({ id, title }) => ({ id, label: t(title) })),
    { id: 'inspect', label: t('containers.tab.inspect') },
  ]
  const panel = (id: string) => {
    const View = contributed.find((tab) => tab.id === id)?.View
    if (View !== undefined) return <View id={row.id} />
    return <Own id={id} row={row} inspection={inspection} t={t} />
  }
  return (
    <Tabs
      label={t('containers.inspector.tabs')}
      value={tabs.some(({ id }) => id === wanted) ? wanted : 'overview'}
      onChange={(id) => setInspectorTab('containers', id)}
      tabs={tabs}
      renderPanel={(id) => (
        <ErrorBoundary label={tabs.find((tab) => tab.id === id)?.label ?? id} resetKeys={[row.id, id]}>
          {panel(id)}
        </ErrorBoundary>
      )}
    />
  )
}

function Own({ id, row, inspection, t }: { id: string; row: Container; inspection: Inspection; t: Translate }) {
  const { raw, doc, error } = inspection
  if (doc === null && error !== null) {
    const { text, todo, detail } = errorText(error, t)
    return <EmptyState size="sm" tone="bad" title={text} body={detail === null ? todo : `${todo} ${escapeControls(detail)}`} />
  }
  if (doc === null) {
    return (
      <div className={css.loading} role="status" aria-label={t('containers.loading')}>
        <Skeleton lines={6} />
      </div>
    )
  }
  return id === 'inspect' ? <InspectTab raw={raw} /> : <Overview row={row} doc={doc} />
}
