import { ListTree } from 'lucide-react'
import type { Container } from '../../../shared/contract/containers.ts'
import { useT } from '../../i18n/index.ts'
import { MenuButton, SearchField, SegmentedControl } from '../../ui/index.ts'
import { isActive } from './abilities.ts'
import css from './containers.module.css'
import { setGrouped, useSettings } from './settings.ts'

const count = (n: number | undefined): { count?: number } => (n === undefined ? {} : { count: n })

/** Filter box (the shell leads "/" to it), state and grouping. `rows` is null until they were listed: no count is better than a wrong one. */
export function Toolbar({ rows, toFirst }: { rows: readonly Container[] | null; toFirst: () => boolean }) {
  const t = useT()
  const { query, segment, grouped } = useSettings()
  const active = rows?.filter(isActive).length ?? 0
  const counts = rows === null ? [] : [rows.length, active, rows.length - active]
  return (
    <>
      <SearchField
        className={css.search ?? ''}
        label={t('containers.filter')}
        placeholder={t('containers.filterPlaceholder')}
        shortcut="/"
        value={query}
        onChange={(next) => useSettings.setState({ query: next })}
        toFirst={toFirst}
      />
      <SegmentedControl
        label={t('containers.segments')}
        value={segment}
        onChange={(next) => useSettings.setState({ segment: next })}
        options={[
          { value: 'all', label: t('containers.all'), ...count(counts[0]) },
          { value: 'running', label: t('containers.running'), ...count(counts[1]) },
          { value: 'stopped', label: t('containers.stopped'), ...count(counts[2]) },
        ]}
      />
      <MenuButton
        label={t('containers.view')}
        icon={ListTree}
        yields
        align="end"
        items={[{ kind: 'check', id: 'project', label: t('containers.groupByProject'), checked: grouped, onChange: setGrouped }]}
      />
    </>
  )
}
