import { type ReactNode, useEffect, useRef, useState } from 'react'
import { AppError } from '../../../shared/errors.ts'
import { api } from '../../api.ts'
import { errorText } from '../../i18n/error-text.ts'
import { useT } from '../../i18n/index.ts'
import { PullProgress, pullAndWait, usePull } from '../../pulls/index.ts'
import { Button, Code, Dialog, escapeControls, SegmentedControl } from '../../ui/index.ts'
import { useConnected } from '../../world/entities.ts'
import { type Draft, readDraft } from './form-draft.ts'
import { Fields } from './form-fields.tsx'
import { closeForm, remember, useForm } from './form-store.ts'
import { closeTab, showSession } from './panes.ts'
import { noteSession } from './sessions.ts'
import css from './terminal.module.css'

/** "Open terminal…": how a shell is run, other than by one click. What fails is told here, and the form stays. */
export function OpenForm() {
  const form = useForm((s) => s.form)
  return form === null ? null : <Form key={`${form.container.id} ${form.draft.mode}`} form={form} />
}

type Opened = NonNullable<ReturnType<typeof useForm.getState>['form']>

function Form({ form }: { form: Opened }) {
  const t = useT()
  const live = useConnected()
  const [draft, setDraft] = useState(form.draft)
  const [tried, setTried] = useState(false)
  const { options, faults } = readDraft(draft)
  const { busy, pulling, failure, open, cancel, forget } = useOpening(form, draft)
  const change = (part: Partial<Draft>) => {
    setDraft({ ...draft, ...part })
    forget()
  }
  const name = escapeControls(form.container.name, 64)
  const stopped = form.modes.includes('copy')
  const go = () => {
    setTried(true)
    if (faults.length === 0 && live && !busy) void open(options)
  }
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
        {pulling === null ? null : <Pulling reference={pulling} />}
        {failure === null ? null : <Failure error={failure} />}
      </div>
    </Dialog>
  )
}

/** The story of one press of Open: the toolbox's image is pulled where it is absent. */
function useOpening({ container, image, instead }: Opened, draft: Draft) {
  const [busy, setBusy] = useState(false)
  const [pulling, setPulling] = useState<string | null>(null)
  const [failure, setFailure] = useState<unknown>(null)
  const stop = useRef<AbortController | null>(null)
  const open = async (options: ReturnType<typeof readDraft>['options']) => {
    const me = new AbortController()
    stop.current = me
    setBusy(true)
    setFailure(null)
    const attempt = () => api().terminal.open({ container: container.id, kind: draft.mode, cols: 80, rows: 24, ...options })
    try {
      const session = await attempt().catch(async (error: unknown) => {
        if (!(error instanceof AppError) || error.code !== 'image.not-found' || options.image === undefined) throw error
        setPulling(options.image)
        await pullAndWait(options.image, me.signal)
        return await attempt()
      })
      // Given up while it opened: what nobody waits for is ended again.
      if (me.signal.aborted) return void (await api().terminal.close({ session: session.id }))
      noteSession(session)
      remember(image, draft)
      closeForm()
      await focusGivenBack()
      showSession(session, (draft.mode === 'shell' || draft.mode === 'attach') && Object.keys(options).length === 0)
      if (instead !== null) closeTab(instead)
    } catch (error) {
      if (!me.signal.aborted) setFailure(error)
    } finally {
      setBusy(false)
      setPulling(null)
    }
  }
  const cancel = () => {
    stop.current?.abort()
    closeForm()
  }
  return { busy, pulling, failure, open, cancel, forget: () => setFailure(null) }
}

/** A dialog gives the focus back right after it was drawn away; what is shown a task later keeps the focus it takes. */
const focusGivenBack = (): Promise<void> => new Promise((resolve) => void setTimeout(resolve))

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
