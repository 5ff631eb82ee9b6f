import { useEffect, useMemo, useState } from 'react'
import { create } from 'zustand'
import { MAX_SOURCES } from '../../../shared/contract/logs.ts'
import { useT } from '../../i18n/index.ts'
import { Button, Checkbox, Dialog, escapeControls, SearchField } from '../../ui/index.ts'
import { useWorld } from '../../world/entities.ts'
import { answer } from '../../world/intents.ts'
import { openLogs, openScope } from './dock-tab.tsx'
import { RecordsOverlay } from './records/records-dialog.tsx'
import { filterTest, projectScope } from './scope/scope.ts'
import css from './view/log.module.css'

/** Containers the dialog lists; typing finds the others. */
const LISTED = 200

const useChooser = create(() => ({ open: false }))
export const chooseLogs = (): void => useChooser.setState({ open: true })

export const LogsOverlay = () => (
  <>
    <Chooser />
    <RecordsOverlay />
  </>
)

/** Answers `logs.open` and asks for containers when the dock's "+" did not name any. */
function Chooser() {
  useEffect(() => answer('logs.open', ({ containers, run }) => openLogs(containers, run)), [])
  useEffect(() => answer('logs.project', ({ project, service }) => openScope(projectScope(project, service))), [])
  const { open } = useChooser()
  const t = useT()
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [filter, setFilter] = useState('')
  const close = () => {
    useChooser.setState({ open: false })
    setChosen([])
    setFilter('')
  }
  const showAll = () => {
    openScope({ kind: 'filter', text: filter.trim() })
    close()
  }
  const show = () => {
    const { containers } = useWorld.getState().entities
    openLogs(chosen.flatMap((id) => containers.get(id) ?? []))
    close()
  }
  return (
    <Dialog
      open={open}
      onOpenChange={(now) => (now ? undefined : close())}
      title={t('logs.choose')}
      description={t('logs.chooseHint')}
      onSubmit={show}
      footer={
        <>
          <Button onClick={close}>{t('logs.cancel')}</Button>
          {filter.trim() === '' ? null : (
            <Button title={t('logs.scope.allHint', { text: filter.trim() })} onClick={showAll}>
              {t('logs.scope.all')}
            </Button>
          )}
          <Button variant="primary" type="submit" disabled={chosen.length === 0}>
            {t('logs.show')}
          </Button>
        </>
      }
    >
      <Choices chosen={chosen} onChange={setChosen} filter={filter} onFilter={setFilter} />
    </Dialog>
  )
}

type ChoicesProps = { chosen: readonly string[]; onChange(ids: readonly string[]): void; filter: string; onFilter(text: string): void }

function Choices({ chosen, onChange, filter, onFilter }: ChoicesProps) {
  const t = useT()
  const containers = useWorld((world) => world.entities.containers)
  const rows = useMemo(
    () =>
      [...containers.values()]
        .filter(filterTest(filter))
        .sort((a, b) => Number(b.state === 'running') - Number(a.state === 'running') || a.name.localeCompare(b.name)),
    [containers, filter],
  )
  const full = chosen.length >= MAX_SOURCES
  const toggle = (id: string, on: boolean) => onChange(on ? [...chosen, id] : chosen.filter((one) => one !== id))
  return (
    <div className={css.choose}>
      <SearchField label={t('logs.chooseFilter')} placeholder={t('logs.chooseFilter')} value={filter} onChange={onFilter} />
      {rows.length === 0 ? t('logs.chooseNone') : null}
      <output className={css.choiceHint}>{full ? t('logs.chooseFull', { most: MAX_SOURCES }) : null}</output>
      {rows.slice(0, LISTED).map(({ id, name, state }) => {
        const checked = chosen.includes(id)
        const label = escapeControls(name, 80)
        return (
          <Checkbox
            key={id}
            label={label}
            hint={t(`containers.state.${state}`)}
            checked={checked}
            disabled={full && !checked}
            onChange={(on) => toggle(id, on)}
          />
        )
      })}
      {rows.length > LISTED ? <span className={css.choiceHint}>{t('logs.chooseMore', { count: rows.length - LISTED })}</span> : null}
    </div>
  )
}
