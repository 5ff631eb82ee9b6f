import { Plus, Trash2 } from 'lucide-react'
import { useT } from '../../i18n/index.ts'
import { Button, Checkbox, IconButton, TextInput } from '../../ui/index.ts'
import { addRow } from './add-row.ts'
import type { Draft, MountRow } from './draft.ts'
import { Fault } from './ports-section.tsx'
import css from './run.module.css'
import { edit, editRow, newKey, removeRow } from './store.ts'

type Props = { draft: Draft; fault: (field: string) => string | undefined }

export function MountsSection({ draft, fault }: Props) {
  const t = useT()
  return (
    <div className={css.group} role="group" aria-label={t('run.mounts')}>
      <span className={css.groupTitle}>{t('run.mounts')}</span>
      <div className={css.rows}>
        {draft.mounts.map((row, index) => (
          <MountLine key={row.key} row={row} n={index + 1} fault={fault} />
        ))}
        <div className={css.add}>
          <Button
            size="sm"
            icon={Plus}
            onClick={(event) =>
              addRow(event, () => edit({ mounts: [...draft.mounts, { key: newKey(), source: '', target: '', readOnly: false }] }))
            }
          >
            {t('run.mountAdd')}
          </Button>
        </div>
        {draft.mounts.length > 0 ? <div className={css.hint}>{t('run.mountsHint')}</div> : null}
      </div>
    </div>
  )
}

function MountLine({ row, n, fault }: { row: MountRow; n: number; fault: Props['fault'] }) {
  const t = useT()
  const [sourceFault, targetFault] = [fault(`mounts.${row.key}.source`), fault(`mounts.${row.key}.target`)]
  const change = (part: Partial<MountRow>) => editRow('mounts', row.key, part)
  return (
    <div>
      <div className={`${css.row} ${css.mountRow}`} data-row>
        <TextInput
          mono
          aria-label={t('run.mountSource', { n })}
          aria-invalid={sourceFault !== undefined}
          value={row.source}
          onChange={(source) => change({ source })}
          placeholder="pgdata"
          spellCheck={false}
        />
        <span className={css.arrow} aria-hidden>
          →
        </span>
        <TextInput
          mono
          aria-label={t('run.mountTarget', { n })}
          aria-invalid={targetFault !== undefined}
          value={row.target}
          onChange={(target) => change({ target })}
          placeholder="/data"
          spellCheck={false}
        />
        <Checkbox checked={row.readOnly} onChange={(readOnly) => change({ readOnly })} label={t('run.mountReadOnly')} />
        <IconButton icon={Trash2} label={t('run.removeRow', { n })} onClick={() => removeRow('mounts', row.key)} />
      </div>
      <Fault text={sourceFault ?? targetFault} />
    </div>
  )
}
