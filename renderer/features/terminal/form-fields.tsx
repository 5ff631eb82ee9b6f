import { useEffect, useId, useMemo, useState } from 'react'
import { host } from '#host'
import { api } from '../../api.ts'
import { useT } from '../../i18n/index.ts'
import { Checkbox, escapeControls, Field, TextInput } from '../../ui/index.ts'
import { useWorld } from '../../world/entities.ts'
import type { Draft, FormFault } from './form-draft.ts'
import { noteShells, shellsOf, useForm } from './form-store.ts'
import css from './terminal.module.css'

type Props = { draft: Draft; change: (part: Partial<Draft>) => void; faults: readonly FormFault[] }
type TextField = 'shell' | 'command' | 'user' | 'workdir' | 'detachKeys' | 'image'

/** The fields of the chosen mode. */
export function Fields(props: Props) {
  const { draft } = props
  const t = useT()
  // The toolbox of a container that does not run holds a copy of its files.
  const copied = useForm((f) => f.form?.modes.includes('copy')) === true && draft.mode === 'toolbox'
  if (draft.mode === 'attach') return <AttachFields {...props} />
  return (
    <>
      {draft.mode === 'toolbox' ? <ImageField {...props} /> : null}
      {draft.mode === 'command' ? <Text {...props} field="command" /> : <ShellField {...props} />}
      {draft.mode === 'copy' ? <KeepFields {...props} /> : null}
      <Text {...props} field="user" hint={t(copied ? 'terminal.fieldHint.userCopied' : 'terminal.fieldHint.user')} />
      <Text {...props} field="workdir" hint={t(copied ? 'terminal.fieldHint.workdirCopied' : 'terminal.fieldHint.workdir')} />
      <EnvField {...props} />
      <Checkbox
        checked={draft.pipes}
        onChange={(pipes) => props.change({ pipes })}
        label={t('terminal.field.pipes')}
        hint={t('terminal.fieldHint.pipes')}
      />
      {draft.mode === 'shell' || draft.mode === 'command' ? <PrivilegedField {...props} /> : null}
    </>
  )
}

function Text({ draft, change, faults, field, list, hint }: Props & { field: TextField; list?: string; hint?: string }) {
  const t = useT()
  return (
    <Field
      layout="stack"
      label={t(`terminal.field.${field}`)}
      hint={hint ?? t(`terminal.fieldHint.${field}`)}
      error={faults.includes(field) ? t(`terminal.fault.${field}`) : undefined}
    >
      {(ids) => (
        <TextInput {...ids} mono list={list} spellCheck={false} value={draft[field]} onChange={(value) => change({ [field]: value })} />
      )}
    </Field>
  )
}

function EnvField({ draft, change, faults }: Props) {
  const t = useT()
  return (
    <Field
      layout="stack"
      label={t('terminal.field.env')}
      hint={t('terminal.fieldHint.env')}
      error={faults.includes('env') ? t('terminal.fault.env') : undefined}
    >
      {(ids) => (
        <textarea
          {...ids}
          className={css.area}
          rows={2}
          spellCheck={false}
          value={draft.env}
          onChange={(event) => change({ env: event.currentTarget.value })}
        />
      )}
    </Field>
  )
}

function PrivilegedField({ draft, change }: Props) {
  const t = useT()
  return (
    <Checkbox
      checked={draft.privileged}
      onChange={(privileged) => change({ privileged })}
      label={t('terminal.field.privileged')}
      hint={t(host.form === 'browser' ? 'terminal.fieldHint.privilegedServed' : 'terminal.fieldHint.privileged')}
    />
  )
}

const KEEPS = ['network', 'ports', 'volumes'] as const

/** What a copy shares with its container: nothing, unless it is ticked. */
function KeepFields({ draft, change }: Props) {
  const t = useT()
  return KEEPS.map((keep) => (
    <Checkbox
      key={keep}
      checked={draft[keep] && (keep !== 'ports' || draft.network)}
      disabled={keep === 'ports' && !draft.network}
      onChange={(on) => change({ [keep]: on })}
      label={t(`terminal.keep.${keep}`)}
      hint={t(`terminal.keepHint.${keep}`)}
    />
  ))
}

function AttachFields(props: Props) {
  const t = useT()
  const { draft, change } = props
  return (
    <>
      <Checkbox
        checked={draft.readOnly}
        onChange={(readOnly) => change({ readOnly })}
        label={t('terminal.field.readOnly')}
        hint={t('terminal.fieldHint.readOnly')}
      />
      {draft.readOnly ? null : <Text {...props} field="detachKeys" />}
    </>
  )
}

/** What was found in a container of the same image is offered at once; in one that runs it is looked for anew. */
function ShellField(props: Props) {
  const t = useT()
  const list = useId()
  const { mode, image } = props.draft
  const form = useForm((f) => f.form)
  const [container, of] = [form?.container.id ?? '', mode === 'toolbox' ? image.trim() : (form?.image ?? '')]
  const [looked, setLooked] = useState<readonly string[] | null>(null)
  useEffect(() => {
    if (mode !== 'shell' || container === '') return setLooked(null)
    const left = new AbortController()
    const take = (shells: readonly string[]) => {
      noteShells(of, shells)
      if (!left.signal.aborted) setLooked(shells)
    }
    // Suggestions only: what fails here fails again, and is told, when the shell is opened.
    api()
      .terminal.shells({ container }, left.signal)
      .then(take, () => undefined)
    return () => left.abort()
  }, [mode, container, of])
  const found = looked ?? shellsOf(of)
  const hint = t('terminal.fieldHint.shell')
  const names = found.map((name) => escapeControls(name, 64)).join(', ')
  return (
    <>
      <Text {...props} field="shell" list={list} hint={names === '' ? hint : `${hint} ${t('terminal.shellsFound', { names })}`} />
      <datalist id={list}>
        {found.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </>
  )
}

/** Whatever is on this host is offered; another is pulled. */
function ImageField(props: Props) {
  const list = useId()
  const images = useWorld((w) => w.entities.images)
  const names = useMemo(() => [...images.values()].flatMap((image) => image.tags).toSorted(), [images])
  return (
    <>
      <Text {...props} field="image" list={list} />
      <datalist id={list}>
        {names.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </>
  )
}
