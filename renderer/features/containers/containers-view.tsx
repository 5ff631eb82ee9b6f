import { Box, Play, SearchX } from 'lucide-react'
import { useCallback, useMemo, useRef, useState } from 'react'
import type { Container } from '../../../shared/contract/containers.ts'
import { useT } from '../../i18n/index.ts'
import { Button, EmptyState, EntityTable, type EntityTableHandle, ViewBody, ViewHeader } from '../../ui/index.ts'
import { isConnected, useConnected, useWorld } from '../../world/entities.ts'
import { ask } from '../../world/intents.ts'
import { select, useView } from '../../world/view.ts'
import { isActive } from './abilities.ts'
import { Bulk } from './bulk-bar.tsx'
import { columns } from './columns.tsx'
import css from './containers.module.css'
import { askRemove } from './dialogs.ts'
import { rowFilter } from './filter.ts'
import { GroupActions } from './group-actions.tsx'
import { useLiveStats } from './live-stats.ts'
import { able, containerMenu } from './menu.ts'
import { tableStorage, useSettings } from './settings.ts'
import { Toolbar } from './toolbar.tsx'

const NONE: string[] = []
const NO_IDS: readonly string[] = []
const rowId = (row: Container): string => row.id
const rowName = (row: Container): string => row.name
const onSelect = (ids: string[]): void => select('containers', ids)
const onDelete = (rows: readonly Container[]): void => {
  if (!isConnected()) return
  const ids = able(rows, 'remove').map(({ id }) => id)
  if (ids.length > 0) askRemove(ids)
}
const onUnfilter = (): boolean => {
  const filtered = useSettings.getState().query !== ''
  useSettings.setState({ query: '' })
  return filtered
}
const bulkBar = (rows: readonly Container[]) => <Bulk ids={rows.map(({ id }) => id)} />
const rowMenu = (rows: readonly Container[]) => containerMenu(rows)

export function ContainersView() {
  const t = useT()
  const all = useWorld((world) => world.entities.containers)
  const loaded = useWorld((world) => world.loaded.containers)
  const selected = useView((view) => view.selected['containers'] ?? NONE)
  const live = useConnected()
  const { query, segment, grouped } = useSettings()
  const [visible, setVisible] = useState(NO_IDS)
  const table = useRef<EntityTableHandle>(null)
  useLiveStats(visible)
  const rows = useMemo(() => [...all.values()], [all])
  const filter = useMemo(() => rowFilter(query, segment), [query, segment])
  const cols = useMemo(() => columns(t), [t])
  const group = useMemo(() => (grouped ? byProject(t) : undefined), [grouped, t])
  const onActivate = useCallback((row: Container) => {
    select('containers', [row.id])
    focusInspector()
  }, [])
  return (
    <>
      <ViewHeader title={t('containers.title')} actions={<Actions />}>
        <Toolbar rows={loaded ? rows : null} toFirst={() => table.current?.first() === true} />
      </ViewHeader>
      <ViewBody>
        <EntityTable
          label={t('containers.title')}
          rows={rows}
          rowId={rowId}
          rowName={rowName}
          columns={cols}
          defaultSort={{ column: 'name' }}
          filter={filter}
          group={group}
          selected={selected}
          onSelect={onSelect}
          onActivate={onActivate}
          onUnfilter={onUnfilter}
          onDelete={onDelete}
          rowMenu={rowMenu}
          bulkBar={bulkBar}
          rowTone={live ? rowTone : allDim}
          loading={!loaded}
          empty={<Empty />}
          noMatch={<NoMatch />}
          storage={tableStorage}
          onVisibleRowsChange={setVisible}
          handle={table}
        />
      </ViewBody>
    </>
  )
}

const allDim = () => 'dim' as const
const rowTone = (row: Container): 'dim' | undefined => (isActive(row) ? undefined : 'dim')

/** After the selection has drawn it: the tab list is its first stop. */
function focusInspector(): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>('[data-container-inspector] [role="tab"][aria-selected="true"]')?.focus())
}

const byProject = (t: ReturnType<typeof useT>) => ({
  of: (row: Container) => row.project,
  label: (key: string | null, rows: readonly Container[]) =>
    t('containers.group', { name: key ?? t('containers.noProject'), running: rows.filter(isActive).length, count: rows.length }),
  actions: (key: string | null) => (key === null ? null : <GroupActions project={key} />),
})

function Actions() {
  const t = useT()
  const live = useConnected()
  return (
    <Button
      variant="primary"
      icon={Play}
      className={css.run}
      disabled={!live}
      title={live ? undefined : t('containers.offline')}
      onClick={() => ask('run.open', {})}
    >
      {t('containers.run')}
    </Button>
  )
}

function Empty() {
  const t = useT()
  const live = useConnected()
  const run = (
    <Button variant="primary" icon={Play} disabled={!live} onClick={() => ask('run.open', { image: 'hello-world' })}>
      {t('containers.empty.run')}
    </Button>
  )
  return <EmptyState icon={Box} title={t('containers.empty.title')} body={t('containers.empty.body')} actions={run} />
}

function NoMatch() {
  const t = useT()
  const clear = <Button onClick={() => useSettings.setState({ query: '', segment: 'all' })}>{t('containers.noMatch.clear')}</Button>
  return <EmptyState icon={SearchX} title={t('containers.noMatch.title')} body={t('containers.noMatch.body')} actions={clear} />
}
