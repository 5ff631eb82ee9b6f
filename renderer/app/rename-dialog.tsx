import { useEffect, useState } from 'react'
import { useT } from '../i18n/index.ts'
import { Button, Dialog, Field, TextInput } from '../ui/index.ts'
import { updateTab, useView } from '../world/view.ts'
import { titleOf } from './dock-actions.ts'

const NAME_CAP = 60

/** What a tab is called here; an empty name gives back its own title. */
export function RenameDialog({ pane, onClose }: { pane: string | null; onClose: () => void }) {
  const t = useT()
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
