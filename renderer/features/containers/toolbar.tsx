import type { Container } from '../../../shared/contract/containers.ts'
import { useT } from '../../i18n/index.ts'
import { MenuButton, SearchField, SegmentedControl } from '../../ui/index.ts'
import { isActive } from './abilities.ts'
import css from './containers.module.css'
import { setGrouped, useSettings } from './settings.ts'

/** Filter box (the shell leads "/" to it), state and grouping. */
export function Toolbar({ rows }: { rows: readonly Container[] }) {
  const t = useT()
  const { query, segment, grouped } = useSettings()
  const active = rows.filter(isActive).length
  return (
    <>
      <SearchField
        className={css.search ?? ''}
        label={t('containers.filter')}
        placeholder={t('containers.filterPlaceholder')}
        shortcut="/"
        value={query}
        onChange={(next) => useSettings.setState({ query: next })}
      />
      <SegmentedControl
        label={t('containers.segments')}
        value={segment}
        onChange={(next) => useSettings.setState({ segment: next })}
        options={[
          { value: 'all', label: t('containers.all'), count: rows.length },
          { value: 'running', label: t('containers.running'), count: active },
          { value: 'stopped', label: t('containers.stopped'), count: rows.length - active },
        ]}
      />
      <MenuButton
        label={t('containers.view')}
        align="end"
        items={[{ kind: 'check', id: 'project', label: t('containers.groupByProject'), checked: grouped, onChange: setGrouped }]}
      />
    </>
  )
}
