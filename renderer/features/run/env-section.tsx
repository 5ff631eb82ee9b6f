import { Eye, EyeOff, Plus, Trash2 } from 'lucide-react'
import { type ClipboardEvent, useState } from 'react'
import { isSecret, looksSecret } from '../../../shared/secrets.ts'
import { useT } from '../../i18n/index.ts'
import { Button, IconButton, TextInput } from '../../ui/index.ts'
import { addRow } from './add-row.ts'
import { type Draft, type EnvRow, readEnvLines } from './draft.ts'
import { Fault } from './ports-section.tsx'
import css from './run.module.css'
import { edit, editRow, newKey, removeRow } from './store.ts'

type Props = { draft: Draft; fault: (field: string) => string | undefined }

export function EnvSection({ draft, fault }: Props) {
  const t = useT()
  /** Lines pasted into a name fill this row and new ones after it. */
  const paste = (event: ClipboardEvent, row: EnvRow) => {
    const lines = readEnvLines(event.clipboardData.getData('text/plain'))
    if (lines === null) return
    event.preventDefault()
    const at = draft.env.indexOf(row)
    edit({ env: draft.env.toSpliced(at, 1, ...lines.map((line) => ({ key: newKey(), ...line }))) })
  }
  return (
    <div className={css.group} role="group" aria-label={t('run.env')}>
      <span className={css.groupTitle}>{t('run.env')}</span>
      <div className={css.rows}>
        {draft.env.map((row, index) => (
          <EnvLine key={row.key} row={row} n={index + 1} fault={fault} onPaste={(event) => paste(event, row)} />
        ))}
        <div className={css.add}>
          <Button
            size="sm"
            icon={Plus}
            onClick={(event) => addRow(event, () => edit({ env: [...draft.env, { key: newKey(), name: '', value: '' }] }))}
          >
            {t('run.envAdd')}
          </Button>
        </div>
        {draft.env.length > 0 ? <div className={css.hint}>{t('run.envHint')}</div> : null}
      </div>
    </div>
  )
}

type LineProps = { row: EnvRow; n: number; fault: Props['fault']; onPaste: (event: ClipboardEvent) => void }

function EnvLine({ row, n, fault, onPaste }: LineProps) {
  const t = useT()
  const [shown, setShown] = useState(false)
  const secret = looksSecret(row.name) || isSecret(row.name, row.value)
  const nameFault = fault(`env.${row.key}.name`)
  const change = (part: Partial<EnvRow>) => editRow('env', row.key, part)
  return (
    <div>
      <div className={`${css.row} ${css.envRow}`} data-row>
        <TextInput
          mono
          aria-label={t('run.envName', { n })}
          aria-invalid={nameFault !== undefined}
          value={row.name}
          onChange={(name) => change({ name })}
          onPaste={onPaste}
          placeholder="NAME"
          spellCheck={false}
        />
        <span className={css.arrow} aria-hidden>
          =
        </span>
        <TextInput
          mono
          aria-label={t('run.envValue', { n })}
          type={secret && !shown ? 'password' : 'text'}
          autoComplete="off"
          value={row.value}
          onChange={(value) => change({ value })}
          spellCheck={false}
        />
        {secret ? (
          <IconButton
            icon={shown ? EyeOff : Eye}
            label={t(shown ? 'run.envHide' : 'run.envShow', { n })}
            onClick={() => setShown(!shown)}
          />
        ) : (
          <span />
        )}
        <IconButton icon={Trash2} label={t('run.removeRow', { n })} onClick={() => removeRow('env', row.key)} />
      </div>
      <Fault text={nameFault} />
    </div>
  )
}
