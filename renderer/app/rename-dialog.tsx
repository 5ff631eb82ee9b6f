import { useEffect, useState } from 'react'
import { create } from 'zustand'
import { useT } from '../i18n/index.ts'
import { Button, Dialog, Field, TextInput } from '../ui/index.ts'
import { updateTab, useView } from '../world/view.ts'
import { titleOf } from './dock-actions.ts'

const NAME_CAP = 60

/** The pane whose name is asked for. */
const useRenamed = create<{ pane: string | null }>(() => ({ pane: null }))
export const renamePane = (pane: string | null): void => useRenamed.setState({ pane })

/** What a tab is called here; an empty name gives back its own title. */
export function RenameDialog() {
  const t = useT()
  const { pane } = useRenamed()
  const onClose = () => renamePane(null)
  const tab = useView((v) => v.tabs.find(({ id }) => id === pane))
  const [name, setName] = useState('')
  const title = tab === undefined ? '' : titleOf(tab)
  useEffect(() => setName(tab?.name ?? title), [tab?.name, title])
  const save = () => {
    const wanted = name.trim().slice(0, NAME_CAP)
    if (tab !== undefined) updateTab(tab.id, { name: wanted === '' || wanted === title ? undefined : wanted })
    onClose()
  }
  return (
    <Dialog
      open={tab !== undefined}
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={t('app.dock.renameTitle')}
      size="narrow"
      onSubmit={save}
      footer={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button type="submit" variant="primary">
            {t('app.dock.rename')}
          </Button>
        </>
      }
    >
      <Field label={t('app.dock.name')} hint={t('app.dock.nameHint')} layout="stack">
        {(ids) => <TextInput {...ids} value={name} onChange={setName} />}
      </Field>
    </Dialog>
  )
}
