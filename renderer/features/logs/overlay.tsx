import { useEffect, useMemo, useState } from 'react'
import { create } from 'zustand'
import { useT } from '../../i18n/index.ts'
import { Button, Checkbox, Dialog, SearchField } from '../../ui/index.ts'
import { useWorld } from '../../world/entities.ts'
import { answer } from '../../world/intents.ts'
import { openLogs } from './dock-tab.tsx'
import css from './view/log.module.css'

const useChooser = create(() => ({ open: false }))
export const chooseLogs = (): void => useChooser.setState({ open: true })

/** Answers `logs.open` and asks for containers when the dock's "+" did not name any. */
export function LogsOverlay() {
  useEffect(() => answer('logs.open', ({ containers }) => openLogs(containers)), [])
  const { open } = useChooser()
  const t = useT()
  const [chosen, setChosen] = useState<readonly string[]>([])
  const close = () => {
    useChooser.setState({ open: false })
    setChosen([])
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
          <Button variant="primary" type="submit" disabled={chosen.length === 0}>
            {t('logs.show')}
          </Button>
        </>
      }
    >
      <Choices chosen={chosen} onChange={setChosen} />
    </Dialog>
  )
}

function Choices({ chosen, onChange }: { chosen: readonly string[]; onChange(ids: readonly string[]): void }) {
  const t = useT()
  const [filter, setFilter] = useState('')
  const containers = useWorld((world) => world.entities.containers)
  const rows = useMemo(
    () =>
      [...containers.values()]
        .filter(({ name }) => name.toLowerCase().includes(filter.toLowerCase()))
        .sort((a, b) => Number(b.state === 'running') - Number(a.state === 'running') || a.name.localeCompare(b.name)),
    [containers, filter],
  )
  const toggle = (id: string, on: boolean) => onChange(on ? [...chosen, id].slice(0, 64) : chosen.filter((one) => one !== id))
  return (
    <div className={css.choose}>
      <SearchField label={t('logs.chooseFilter')} placeholder={t('logs.chooseFilter')} value={filter} onChange={setFilter} />
      {rows.length === 0 ? t('logs.chooseNone') : null}
      {rows.slice(0, 200).map(({ id, name, status }) => (
        <Checkbox key={id} label={name} hint={status} checked={chosen.includes(id)} onChange={(on) => toggle(id, on)} />
      ))}
    </div>
  )
}
