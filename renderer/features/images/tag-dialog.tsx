import { useState } from 'react'
import type { Image } from '../../../shared/contract/images.ts'
import { familiarString, isNamed, parseReference, referenceProblem, withDefaultTag } from '../../../shared/reference.ts'
import { api } from '../../api.ts'
import { errorText } from '../../i18n/error-text.ts'
import { useT } from '../../i18n/index.ts'
import { Button, Dialog, escapeControls, Field, TextInput, toasts } from '../../ui/index.ts'
import { useWorld } from '../../world/entities.ts'
import css from './images.module.css'
import { nameOf } from './rows.ts'
import { useImagesUi } from './store.ts'

const close = (): void => useImagesUi.setState({ tag: null })

/** Gives an image one more name. Says so when that name is taken from another image. */
export function TagDialog() {
  const id = useImagesUi((s) => s.tag)
  const image = useWorld((w) => (id === null ? undefined : w.entities.images.get(id)))
  return image === undefined ? null : <Form image={image} />
}

function useNewName(image: Image, text: string) {
  const t = useT()
  const images = useWorld((w) => w.entities.images)
  const typed = text.trim()
  const parsed = parseReference(typed)
  if (typed === '') return { name: null, error: null, hint: t('images.tagHint') }
  if (parsed === null) return { name: null, error: t(`images.problem.${referenceProblem(typed) ?? 'bad-name'}`), hint: undefined }
  if (parsed.digest !== null) return { name: null, error: t('images.tagNoDigest'), hint: undefined }
  const reference = withDefaultTag(parsed)
  const name = familiarString(reference)
  if (isNamed(image.tags, reference)) return { name: null, error: t('images.tagHasIt', { name }), hint: undefined }
  const other = [...images.values()].find(({ tags }) => isNamed(tags, reference))
  const hint = other === undefined ? t('images.tagWill', { name }) : t('images.tagMoves', { name })
  return { name, error: null, hint }
}

function Form({ image }: { image: Image }) {
  const t = useT()
  const [text, setText] = useState('')
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const { name, error, hint } = useNewName(image, text)
  const submit = async () => {
    if (name === null || busy) return
    setBusy(true)
    try {
      await api().images.tag({ id: image.id, reference: name })
      toasts.add({ tone: 'ok', title: t('images.tagged', { name }) })
      close()
    } catch (thrown) {
      const said = errorText(thrown, t)
      setFailure([said.text, said.todo, said.detail ?? ''].join(' ').trim())
      setBusy(false)
    }
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : close())}
      title={t('images.tagTitle', { name: escapeControls(nameOf(image), 128) })}
      size="narrow"
      onSubmit={() => void submit()}
      footer={
        <>
          <Button variant="ghost" onClick={close}>
            {t('images.cancel')}
          </Button>
          <Button variant="primary" type="submit" disabled={name === null} busy={busy}>
            {t('images.tagAction')}
          </Button>
        </>
      }
    >
      <div className={css.dialog}>
        <Field label={t('images.newName')} layout="stack" error={error ?? failure} hint={hint}>
          {(ids) => (
            <TextInput
              {...ids}
              mono
              value={text}
              onChange={(next) => {
                setText(next)
                setFailure(null)
              }}
              placeholder={t('images.tagPlaceholder')}
              autoComplete="off"
              autoCapitalize="off"
              spellCheck={false}
            />
          )}
        </Field>
      </div>
    </Dialog>
  )
}
