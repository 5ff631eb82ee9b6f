import { useRef, useState } from 'react'
import { api } from '../../api.ts'
import { errorText } from '../../i18n/error-text.ts'
import { useT } from '../../i18n/index.ts'
import { Button, Dialog, Field, TextInput } from '../../ui/index.ts'
import { useConnected, useWorld } from '../../world/entities.ts'
import { closeDialog } from './dialogs.ts'
import { nameFault } from './name.ts'
import { work } from './working.ts'

/** Keeps what was typed when the engine refuses it. */
export function RenameDialog({ id }: { id: string }) {
  const t = useT()
  const live = useConnected()
  const old = useWorld((world) => world.entities.containers.get(id)?.name) ?? ''
  const [name, setName] = useState(old)
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState<string | null>(null)
  const input = useRef<HTMLInputElement>(null)
  const fault = nameFault(name.trim(), id, useWorld.getState().entities.containers)
  const save = async () => {
    const wanted = name.trim()
    if (wanted === old) return closeDialog()
    if (fault !== null || !live) return
    setBusy(true)
    try {
      await work(id, 'rename', () => api().containers.rename({ id, name: wanted }))
      closeDialog()
    } catch (error) {
      const { text, todo, detail } = errorText(error, t)
      setRefused(detail ?? `${text} ${todo}`)
      setBusy(false)
    }
  }
  const error = !live ? t('containers.offline') : fault !== null ? t(`containers.rename.${fault}`, { name: name.trim() }) : refused
  return (
    <Dialog
      open
      onOpenChange={closeDialog}
      title={t('containers.rename.title', { name: old })}
      size="narrow"
      initialFocus={input}
      onSubmit={() => void save()}
      footer={
        <>
          <Button variant="ghost" onClick={closeDialog}>
            {t('containers.cancel')}
          </Button>
          <Button variant="primary" type="submit" busy={busy} disabled={fault !== null || !live}>
            {t('containers.action.rename')}
          </Button>
        </>
      }
    >
      <Field layout="stack" label={t('containers.rename.label')} hint={t('containers.rename.hint')} error={error}>
        {(ids) => (
          <TextInput
            {...ids}
            ref={input}
            value={name}
            maxLength={255}
            onFocus={(event) => event.currentTarget.select()}
            onChange={(next) => {
              setName(next)
              setRefused(null)
            }}
          />
        )}
      </Field>
    </Dialog>
  )
}
