import { useId, useMemo, useState } from 'react'
import {
  familiarString,
  isDockerHub,
  isNamed,
  isOfficial,
  parseReference,
  type Reference,
  referenceProblem,
  registryOf,
  withDefaultTag,
} from '../../../shared/reference.ts'
import { useT } from '../../i18n/index.ts'
import { Button, Dialog, escapeControls, Field, Tag, TextInput } from '../../ui/index.ts'
import { useWorld } from '../../world/entities.ts'
import { pullAndShow } from './actions.ts'
import css from './images.module.css'
import { recent } from './recent.ts'
import { useImagesUi } from './store.ts'

const close = (): void => useImagesUi.setState({ pull: null })

/** Asks for a reference and says where it will come from before anything is sent. */
export function PullDialog() {
  const start = useImagesUi((s) => s.pull)
  return start === null ? null : <Form start={start} />
}

function Form({ start }: { start: string }) {
  const t = useT()
  const [text, setText] = useState(start)
  const [touched, setTouched] = useState(false)
  const typed = text.trim()
  const parsed = useMemo(() => parseReference(typed), [typed])
  const reference = parsed === null ? null : withDefaultTag(parsed)
  const problem = typed === '' ? null : referenceProblem(typed)
  const submit = () => {
    setTouched(true)
    if (reference === null) return
    close()
    void pullAndShow(familiarString(reference))
  }
  const error = problem !== null ? t(`images.problem.${problem}`) : touched && typed === '' ? t('images.problem.empty') : null
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : close())}
      title={t('images.pullTitle')}
      size="narrow"
      onSubmit={submit}
      footer={
        <>
          <Button variant="ghost" onClick={close}>
            {t('images.cancel')}
          </Button>
          <Button variant="primary" type="submit" disabled={reference === null}>
            {t('images.pull')}
          </Button>
        </>
      }
    >
      <div className={css.dialog}>
        <Field
          label={t('images.reference')}
          layout="stack"
          error={error}
          hint={error === null ? <Origin reference={reference} /> : undefined}
        >
          {(ids) => (
            <TextInput
              {...ids}
              mono
              value={text}
              onChange={setText}
              placeholder={t('images.referencePlaceholder')}
              autoComplete="off"
              autoCapitalize="off"
              spellCheck={false}
            />
          )}
        </Field>
        <Recent onPick={setText} />
      </div>
    </Dialog>
  )
}

/** Which registry it comes from, whether it is official, whether this host has it already. */
function Origin({ reference }: { reference: Reference | null }) {
  const t = useT()
  const images = useWorld((w) => w.entities.images)
  if (reference === null) return <>{t('images.referenceHint')}</>
  const name = familiarString(reference)
  const here = [...images.values()].some(({ tags }) => isNamed(tags, reference))
  const from = isDockerHub(reference) ? t('images.fromHub', { name }) : t('images.fromRegistry', { name, registry: registryOf(reference) })
  return (
    <span className={css.origin}>
      {escapeControls(from)}
      {isOfficial(reference) ? <Tag tone="ok">{t('images.mark.official')}</Tag> : null}
      {here ? <Tag tone="info">{t('images.hereAlready')}</Tag> : null}
    </span>
  )
}

function Recent({ onPick }: { onPick: (reference: string) => void }) {
  const t = useT()
  const id = useId()
  const [list] = useState(recent)
  if (list.length === 0) return null
  return (
    <section className={css.recent} aria-labelledby={id}>
      <h3 id={id}>{t('images.recent')}</h3>
      <div className={css.chips}>
        {list.map((reference) => (
          <Button key={reference} size="sm" onClick={() => onPick(reference)}>
            {escapeControls(reference, 128)}
          </Button>
        ))}
      </div>
    </section>
  )
}
