import { type ReactNode, useEffect, useRef, useState } from 'react'
import { errorText } from '../../i18n/error-text.ts'
import { useT } from '../../i18n/index.ts'
import { PullProgress, usePull } from '../../pulls/index.ts'
import { Button, Code, Dialog, escapeControls, SegmentedControl } from '../../ui/index.ts'
import { useConnected } from '../../world/entities.ts'
import { type Draft, readDraft } from './form-draft.ts'
import { Fields } from './form-fields.tsx'
import { type Opened, useForm } from './form-store.ts'
import { Holding } from './holding.tsx'
import css from './terminal.module.css'
import { useOpening } from './use-opening.ts'

/** "Open terminal…": how a shell is run, other than by one click. What fails is told here, and the form stays. */
export function OpenForm() {
  const form = useForm((s) => s.form)
  return form === null ? null : <Form key={`${form.container.id} ${form.draft.mode}`} form={form} />
}

function Form({ form }: { form: Opened }) {
  const t = useT()
  const live = useConnected()
  const [draft, setDraft] = useState(form.draft)
  const [tried, setTried] = useState(false)
  const { options, faults } = readDraft(draft)
  const { busy, pulling, copied, failure, open, cancel, forget } = useOpening(form, draft)
  const change = (part: Partial<Draft>) => {
    // What is told while it opens is told of what was started.
    if (busy) return
    setDraft({ ...draft, ...part })
    forget()
  }
  const name = escapeControls(form.container.name, 64)
  const stopped = form.modes.includes('copy')
  const from = useRef<Element | null>(null)
  const go = () => {
    setTried(true)
    if (faults.length > 0 || !live || busy) return
    from.current = document.activeElement
    void open(options)
  }
  // What is disabled loses the focus: it is given back to be typed into again.
  useEffect(() => {
    if (!busy && from.current instanceof HTMLElement && from.current.matches('fieldset *')) from.current.focus()
  }, [busy])
  return (
    <Dialog
      open
      onOpenChange={cancel}
      title={t(
        draft.mode === 'copy' ? 'terminal.formTitleCopy' : draft.mode === 'toolbox' ? 'terminal.formTitleToolbox' : 'terminal.formTitle',
        { name },
      )}
      size="medium"
      onSubmit={go}
      footer={
        <>
          {busy && pulling === null && stopped ? <Holding mode={draft.mode} name={name} bytes={copied} /> : null}
          <Button variant="ghost" onClick={cancel}>
            {t('terminal.cancel')}
          </Button>
          <Button variant="primary" type="submit" busy={busy} disabled={!live}>
            {t('terminal.formOpen')}
          </Button>
        </>
      }
    >
      <div className={css.form}>
        <fieldset className={css.form} disabled={busy}>
          {form.modes.length > 1 ? (
            <SegmentedControl
              label={t('terminal.formKind')}
              value={draft.mode}
              onChange={(mode) => change({ mode })}
              options={form.modes.map((mode) => ({ value: mode, label: t(`terminal.mode.${mode}`) }))}
            />
          ) : null}
          <p className={css.explain}>
            {t(`terminal.modeHint.${stopped && draft.mode === 'toolbox' ? 'toolboxStopped' : draft.mode}`, { name })}
          </p>
          <Fields draft={draft} change={change} faults={tried ? faults : []} />
        </fieldset>
        {pulling === null ? null : <Pulling reference={pulling} />}
        {failure === null ? null : <Failure error={failure} />}
      </div>
    </Dialog>
  )
}

function Pulling({ reference }: { reference: string }) {
  const pull = usePull(reference)
  return pull === undefined ? null : <PullProgress pull={pull} />
}

function Failure({ error }: { error: unknown }): ReactNode {
  const t = useT()
  const { text, todo, detail } = errorText(error, t)
  const box = useRef<HTMLDivElement>(null)
  // In braces: newer engines of the web answer with a promise, which React would take for the effect's clean-up and call.
  useEffect(() => {
    box.current?.scrollIntoView({ block: 'nearest' })
  }, [])
  return (
    <div className={css.failure} role="alert" ref={box}>
      <p>
        {text} {todo}
      </p>
      {detail === null || detail === '' ? null : (
        <Code block wrap label={t('terminal.engineWords')}>
          {detail}
        </Code>
      )}
    </div>
  )
}
