import { useEffect, useRef } from 'react'
import type { Container } from '../../../shared/contract/containers.ts'
import { useT } from '../../i18n/index.ts'
import { MenuButton, SearchField, SegmentedControl } from '../../ui/index.ts'
import { isActive } from './abilities.ts'
import { setGrouped, useSettings } from './settings.ts'

/** Filter box (reached by "/"), state and grouping. */
export function Toolbar({ rows }: { rows: readonly Container[] }) {
  const t = useT()
  const { query, segment, grouped } = useSettings()
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
      const at = event.target
      if (at instanceof HTMLElement && at.closest('input, textarea, [contenteditable], [role="dialog"], .xterm') !== null) return
      event.preventDefault()
      field.current?.focus()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
  const active = rows.filter(isActive).length
  return (
    <>
      <SearchField
        ref={field}
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
