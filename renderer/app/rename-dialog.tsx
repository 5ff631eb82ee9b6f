import { useEffect, useRef, useState } from 'react'
import { create } from 'zustand'
import { useT } from '../i18n/index.ts'
import { Button, Dialog, Field, TextInput } from '../ui/index.ts'
import { groupOf, groupsOf, updateTab, useView } from '../world/view.ts'
import { nameOf, titleOf } from './dock-actions.ts'

/** The field takes no more than is kept. */
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
  const field = useRef<HTMLInputElement>(null)
  const shared = useView((v) => (pane === null ? 0 : (groupsOf(v).find(({ id }) => id === groupOf(v, pane))?.panes.length ?? 0)) > 1)
  const title = tab === undefined ? '' : titleOf(tab)
  useEffect(() => setName(tab?.name ?? title), [tab?.name, title])
  // The old name goes with the first letter of the new one; it is drawn a render after the dialog.
  useEffect(() => {
    if (pane !== null && name !== '' && document.activeElement === field.current && field.current?.value === (tab?.name ?? title))
      field.current.select()
  }, [pane, name, tab?.name, title])
  const save = () => {
    const wanted = name.trim().slice(0, NAME_CAP)
    if (tab !== undefined) updateTab(tab.id, { name: wanted === '' || wanted === title ? undefined : wanted })
    onClose()
  }
  return (
    <Dialog
      open={tab !== undefined}
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={shared ? t('app.dock.renamePane') : t('app.dock.renameTitle')}
      initialFocus={field}
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
      {shared && tab !== undefined ? <p>{t('app.dock.renamePaneHint', { name: nameOf(tab) })}</p> : null}
      <Field label={t('app.dock.name')} hint={t('app.dock.nameHint')} layout="stack">
        {(ids) => (
          <TextInput
            {...ids}
            ref={field}
            maxLength={NAME_CAP}
            onFocus={(event) => event.currentTarget.select()}
            value={name}
            onChange={setName}
          />
        )}
      </Field>
    </Dialog>
  )
}
