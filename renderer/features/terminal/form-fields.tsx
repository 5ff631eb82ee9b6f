import { useId, useMemo } from 'react'
import { useT } from '../../i18n/index.ts'
import { Checkbox, Field, TextInput } from '../../ui/index.ts'
import { useWorld } from '../../world/entities.ts'
import type { Draft, FormFault } from './form-draft.ts'
import css from './terminal.module.css'

type Props = { draft: Draft; change: (part: Partial<Draft>) => void; fault: FormFault | null }
type TextField = 'shell' | 'command' | 'user' | 'workdir' | 'detachKeys' | 'image'

/** The fields of the chosen mode. */
export function Fields(props: Props) {
  const { draft } = props
  if (draft.mode === 'attach') return <AttachFields {...props} />
  return (
    <>
      {draft.mode === 'toolbox' ? <ImageField {...props} /> : null}
      <Text {...props} field={draft.mode === 'command' ? 'command' : 'shell'} />
      <Text {...props} field="user" />
      <Text {...props} field="workdir" />
      <EnvField {...props} />
      {draft.mode === 'shell' || draft.mode === 'command' ? <PrivilegedField {...props} /> : null}
    </>
  )
}

function Text({ draft, change, fault, field, list }: Props & { field: TextField; list?: string }) {
  const t = useT()
  return (
    <Field
      layout="stack"
      label={t(`terminal.field.${field}`)}
      hint={t(`terminal.fieldHint.${field}`)}
      error={fault === field ? t(`terminal.fault.${field}`) : undefined}
    >
      {(ids) => (
        <TextInput {...ids} mono list={list} spellCheck={false} value={draft[field]} onChange={(value) => change({ [field]: value })} />
      )}
    </Field>
  )
}

function EnvField({ draft, change, fault }: Props) {
  const t = useT()
  return (
    <Field
      layout="stack"
      label={t('terminal.field.env')}
      hint={t('terminal.fieldHint.env')}
      error={fault === 'env' ? t('terminal.fault.env') : undefined}
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
      hint={t('terminal.fieldHint.privileged')}
    />
  )
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
