import { FlaskConical } from 'lucide-react'
import { useEffect } from 'react'
import type { Connection } from '../../../shared/contract/hosts.ts'
import { useT } from '../../i18n/index.ts'
import { Button, Code, CopyButton, escapeControls, Spinner, Tag } from '../../ui/index.ts'
import { kindOf, type Trouble, troubleOf, where } from './address.ts'
import css from './hosts.module.css'
import { Places } from './places.tsx'
import { remedies } from './remedies.ts'
import { look, startSandbox, tryAgain, useHosts } from './store.ts'
import { useCountdown } from './use-countdown.ts'
import { why } from './words.ts'

type Failed = Extract<Connection, { state: 'failed' }>

/** Here the system's words say only again what the title says. */
const plain = new Set<Trouble>(['absent', 'refused', 'silent', 'no-context'])

/** What is shown instead of tables while no engine answers and none has: what is wrong, what can be done, and where else to go. */
export function NoHost({ connection }: { connection: Failed }) {
  const t = useT()
  const { probes, trying, sandbox, starting, platform } = useHosts()
  useEffect(() => void look(), [])
  const { host, problem, detail } = connection
  if (host === null) return null
  const trouble = troubleOf(problem, host)
  const answering = probes?.some((p) => p.problem === null) === true
  const list = remedies(trouble, host, platform)
  return (
    <div className={css.scroll}>
      <section className={css.hero} aria-labelledby="no-host-title">
        <Tag tone="bad">{t(answering ? 'hosts.tag.chosen' : 'hosts.tag')}</Tag>
        <h1 id="no-host-title">{t(`hosts.title.${trouble}`, { where: escapeControls(where(host), 120) })}</h1>
        <p className={css.why}>{t(why(trouble, kindOf(host)))}</p>
        <ol className={css.remedies}>
          {list.map(({ key, command }) => (
            <li key={key}>
              {t(key)}{' '}
              {command === undefined ? null : (
                <span className={css.command}>
                  <Code>{command}</Code>
                  <CopyButton text={command} />
                </span>
              )}
            </li>
          ))}
        </ol>
        {detail === null || plain.has(trouble) ? null : (
          <p className={css.detail}>
            {t('hosts.detail')} <Code>{detail}</Code>
          </p>
        )}
        {probes === null ? <Spinner label={t('hosts.looking')} /> : <Places probes={probes} chosen={host.id} />}
        <div className={css.actions}>
          <Button variant="primary" busy={trying} onClick={() => void tryAgain()}>
            {t('hosts.retry')}
          </Button>
          {sandbox.available ? (
            <Button icon={FlaskConical} busy={starting !== null} onClick={() => void startSandbox()}>
              {t('hosts.startSandbox')}
            </Button>
          ) : null}
          <Retry connection={connection} />
        </div>
        {sandbox.available && starting === null ? <p className={css.hint}>{t('hosts.sandbox.hint')}</p> : null}
        {starting === null ? null : <Progress lines={starting} />}
      </section>
    </div>
  )
}

function Retry({ connection }: { connection: Failed }) {
  const t = useT()
  const seconds = useCountdown(connection)
  // Below two seconds a countdown would only flicker.
  if (connection.problem === 'silent') return <span className={css.hint}>{t('hosts.waiting')}</span>
  return <span className={css.hint}>{seconds !== null && seconds > 1 ? t('hosts.retryIn', { seconds }) : t('hosts.retrying')}</span>
}

function Progress({ lines }: { lines: readonly string[] }) {
  const t = useT()
  return (
    <div className={css.progress} role="log" aria-label={t('hosts.sandbox.starting')}>
      {lines.slice(-6).map((line, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity, and the last ones only are shown
        <div key={`${lines.length}-${i}`}>{escapeControls(line, 300)}</div>
      ))}
    </div>
  )
}
