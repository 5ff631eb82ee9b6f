import { useState } from 'react'
import type { Host } from '../../../shared/contract/hosts.ts'
import { useT } from '../../i18n/index.ts'
import { Button, Dialog, escapeControls, Field, Mono, TextInput } from '../../ui/index.ts'
import css from './hosts.module.css'
import { switchTo, useHosts } from './store.ts'

/** T29: a connection to another machine that nothing protects is made only after the user has typed that machine's name. */
export function Consent() {
  const asking = useHosts((h) => h.asking)
  return asking === null ? null : <Ask key={asking.id} host={asking} />
}

/** `tcp://10.0.0.7:2375` → `10.0.0.7`. */
export const machineOf = (host: Host): string => host.address.replace(/^[a-z]+:\/\//, '').replace(/(:\d+)?\/?$/, '')

function Ask({ host }: { host: Host }) {
  const t = useT()
  const [typed, setTyped] = useState('')
  const word = machineOf(host)
  const agreed = typed.trim() === word
  const close = () => useHosts.setState({ asking: null })
  const connect = () => {
    if (agreed) void switchTo({ host, preferred: false, problem: 'insecure', engine: null, detail: null }, true)
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : close())}
      title={t('hosts.insecure.title', { name: escapeControls(host.name, 64) })}
      size="narrow"
      onSubmit={connect}
      footer={
        <>
          <Button variant="ghost" onClick={close}>
            {t('hosts.insecure.cancel')}
          </Button>
          <Button type="submit" variant="danger" disabled={!agreed}>
            {t('hosts.insecure.confirm')}
          </Button>
        </>
      }
    >
      <p>
        <Mono>{host.address}</Mono>
      </p>
      <p className={css.why}>{t('hosts.insecure.body')}</p>
      <Field label={t('hosts.insecure.type', { word: escapeControls(word, 120) })} layout="stack">
        {(ids) => <TextInput {...ids} mono value={typed} onChange={setTyped} autoComplete="off" spellCheck={false} />}
      </Field>
    </Dialog>
  )
}
