import { Plus, Trash2 } from 'lucide-react'
import type { ClipboardEvent, FocusEvent } from 'react'
import { useT } from '../../i18n/index.ts'
import { Button, IconButton, Select, TextInput } from '../../ui/index.ts'
import { addRow } from './add-row.ts'
import type { Draft } from './draft.ts'
import { type PortRow, splitPublish } from './read-port.ts'
import css from './run.module.css'
import { edit, editRow, newKey, removeRow } from './store.ts'
import { isFree, type RowCheck } from './use-port-checks.ts'

const PROTOCOLS = ['tcp', 'udp', 'sctp'].map((value) => ({ value: value as PortRow['protocol'], label: value }))

type Props = { draft: Draft; exposed: string[]; checks: ReadonlyMap<number, RowCheck>; fault: (field: string) => string | undefined }

export function PortsSection({ draft, exposed, checks, fault }: Props) {
  const t = useT()
  const add = (container = '', protocol: PortRow['protocol'] = 'tcp') =>
    edit({ ports: [...draft.ports, { key: newKey(), host: container === '' ? '' : `127.0.0.1:${container}`, container, protocol }] })
  const offered = exposed
    .map((text) => text.split('/'))
    .filter(([port]) => !draft.ports.some((row) => row.container.trim() === port))
    .slice(0, 4)
  return (
    <div className={css.group} role="group" aria-label={t('run.ports')}>
      <span className={css.groupTitle}>{t('run.ports')}</span>
      <div className={css.rows}>
        {draft.ports.map((row, index) => (
          <PortLine key={row.key} row={row} n={index + 1} check={checks.get(row.key)} fault={fault} />
        ))}
        <div className={css.add}>
          <Button size="sm" icon={Plus} onClick={(event) => addRow(event, () => add())}>
            {t('run.portAdd')}
          </Button>
          {offered.map(([port = '', protocol]) => (
            <Button
              key={`${port}/${protocol}`}
              size="sm"
              variant="ghost"
              onClick={(event) => addRow(event, () => add(port, protocol as PortRow['protocol']))}
            >
              {t('run.portExposed', { port: `${port}/${protocol}` })}
            </Button>
          ))}
        </div>
        {draft.ports.length > 0 ? <div className={css.hint}>{t('run.portsHint')}</div> : null}
      </div>
    </div>
  )
}

function PortLine({ row, n, check, fault }: { row: PortRow; n: number; check: RowCheck | undefined; fault: Props['fault'] }) {
  const t = useT()
  const [hostFault, containerFault] = [fault(`ports.${row.key}.host`), fault(`ports.${row.key}.container`)]
  const change = (part: Partial<PortRow>) => editRow('ports', row.key, part)
  // Not while it is being typed: `8080:8` is not the end of `8080:80`.
  const spread = (text: string): boolean => {
    const parts = splitPublish(text)
    if (parts !== null) change(parts)
    return parts !== null
  }
  const whole = {
    onBlur: (event: FocusEvent<HTMLInputElement>) => void spread(event.currentTarget.value),
    onPaste: (event: ClipboardEvent) => {
      if (spread(event.clipboardData.getData('text/plain'))) event.preventDefault()
    },
  }
  return (
    <div>
      <div className={`${css.row} ${css.portRow}`} data-row>
        <TextInput
          mono
          aria-label={t('run.portHost', { n })}
          aria-invalid={hostFault !== undefined}
          value={row.host}
          onChange={(host) => change({ host })}
          {...whole}
          placeholder="127.0.0.1:8080"
        />
        <span className={css.arrow} aria-hidden>
          →
        </span>
        <TextInput
          mono
          aria-label={t('run.portContainer', { n })}
          aria-invalid={containerFault !== undefined}
          value={row.container}
          onChange={(container) => change({ container })}
          {...whole}
          placeholder="80"
          inputMode="numeric"
        />
        <Select
          label={t('run.portProtocol', { n })}
          value={row.protocol}
          options={PROTOCOLS}
          onChange={(protocol) => change({ protocol })}
        />
        <IconButton icon={Trash2} label={t('run.removeRow', { n })} onClick={() => removeRow('ports', row.key)} />
      </div>
      <Fault text={hostFault ?? containerFault} />
      {hostFault === undefined && check !== undefined ? <PortNote row={row} check={check} /> : null}
    </div>
  )
}

/** What the look at the host port showed, with the way out beside it. */
function PortNote({ row, check }: { row: PortRow; check: RowCheck }) {
  const t = useT()
  const port = String(check.port ?? '')
  if (isFree(check)) {
    return /^\d+$/.test(row.host.trim()) ? <div className={css.hint}>{t('run.portOpen', { port })}</div> : null
  }
  const text =
    check.state === 'process'
      ? t('run.portUsed', { port })
      : check.holder === ''
        ? t('run.portTwice', { port })
        : t('run.portUsedBy', { port, holder: check.holder })
  const { free } = check
  return (
    <div className={`${css.note} ${css.warn}`} role="status">
      {text}
      {free === null || !row.host.trim().endsWith(port) || row.host.includes('-') ? null : (
        <Button size="sm" onClick={() => editRow('ports', row.key, { host: row.host.trim().replace(/\d+$/, String(free)) })}>
          {t('run.portFree', { port: free })}
        </Button>
      )}
    </div>
  )
}

/** A sentence under a row of the form. */
export function Fault({ text }: { text: string | undefined }) {
  return text === undefined ? null : (
    <div className={css.fault} role="alert">
      {text}
    </div>
  )
}
