import type { ReactNode } from 'react'
import { type Translate, useT } from '../../i18n/index.ts'
import { escapeControls, KeyValue, KeyValueSection, Mono, Tag } from '../../ui/index.ts'
import type { Inspect } from './inspect-document.ts'
import css from './inspector.module.css'
import { isPlain, type Privilege } from './privileges.ts'
import { type Reach, type ReachPort, reach } from './reach.ts'

/** "What it can reach on this host", in plain words. */
export function ReachSection({ doc }: { doc: Inspect }) {
  const t = useT()
  const found = reach(doc)
  const title = t('containers.reach.title')
  const list = (key: string, items: readonly ReactNode[]) => ({
    key,
    value: items.length === 0 ? t('containers.reach.none') : <Lines items={items} />,
  })
  return (
    <KeyValueSection title={title}>
      <KeyValue
        rows={[
          list(
            t('containers.reach.ports'),
            found.ports.map((port) => portLine(port, t)),
          ),
          list(t('containers.reach.folders'), folders(found, t)),
          list(t('containers.reach.volumes'), volumes(found, t)),
          list(t('containers.reach.networks'), networks(found, t)),
          list(t('containers.reach.privileges'), privilegeLines(found.privileges, t)),
        ]}
      />
    </KeyValueSection>
  )
}

function Lines({ items }: { items: readonly ReactNode[] }) {
  return (
    <ul className={css.lines}>
      {items.map((item, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a derived list without state
        <li key={at}>{item}</li>
      ))}
    </ul>
  )
}

function portLine({ container, host }: ReachPort, t: Translate): ReactNode {
  if (host === null) {
    return (
      <>
        <Mono>{container}</Mono> <Tag>{t('containers.reach.exposed')}</Tag>
      </>
    )
  }
  const ip = host.ip.includes(':') ? `[${host.ip}]` : host.ip
  return (
    <>
      <Mono>{`${ip}:${host.port} → ${container}`}</Mono>{' '}
      {host.scope === 'all' ? (
        <Tag tone="warn" title={t('containers.reach.allInterfacesHint')}>
          {t('containers.reach.allInterfaces')}
        </Tag>
      ) : (
        <Tag tone={host.scope === 'local' ? 'ok' : 'neutral'}>
          {t(host.scope === 'local' ? 'containers.reach.thisMachine' : 'containers.reach.oneAddress')}
        </Tag>
      )}
    </>
  )
}

const access = (readOnly: boolean, t: Translate): string => t(readOnly ? 'containers.reach.readOnly' : 'containers.reach.writable')

const folders = ({ folders: found }: Reach, t: Translate): ReactNode[] =>
  found.map(({ source, target, readOnly, danger }) => (
    <>
      <Mono>{`${source} → ${target}`}</Mono> <Tag>{access(readOnly, t)}</Tag>
      {danger === null ? null : (
        <Tag tone="bad" title={t(`containers.reach.${danger}Hint`)}>
          {t(`containers.reach.${danger}`)}
        </Tag>
      )}
    </>
  ))

const volumes = ({ volumes: found, tmpfs }: Reach, t: Translate): ReactNode[] => [
  ...found.map(({ name, target, readOnly, anonymous }) => (
    <>
      <Mono>{`${anonymous ? name.slice(0, 12) : name} → ${target}`}</Mono> {readOnly ? <Tag>{access(true, t)}</Tag> : null}
      {anonymous ? <Tag title={t('containers.reach.anonymousHint')}>{t('containers.reach.anonymous')}</Tag> : null}
    </>
  )),
  ...tmpfs.map((target) => (
    <>
      <Mono>{target}</Mono> <Tag>{t('containers.reach.tmpfs')}</Tag>
    </>
  )),
]

const networks = ({ networks: found }: Reach, t: Translate): ReactNode[] =>
  found.map(({ name, addresses }) =>
    addresses.length > 0 ? (
      <>
        {escapeControls(name, 128)} · <Mono>{addresses.join(', ')}</Mono>
      </>
    ) : (
      <>
        {escapeControls(name, 128)}{' '}
        {name === 'host' || name === 'none' ? null : <span className={css.quiet}>{t('containers.reach.noAddress')}</span>}
      </>
    ),
  )

function privilegeLines(found: readonly Privilege[], t: Translate): ReactNode[] {
  const lines = found.map(({ kind, what, tone }) => (
    <span key={`${kind} ${what}`} className={tone === 'bad' ? css.bad : tone === 'warn' ? css.warn : undefined}>
      {t(`containers.privilege.${kind}`, { what: escapeControls(what, 128) })}
    </span>
  ))
  if (!isPlain(found)) return lines
  const plain = (
    <>
      {t('containers.privilege.default')} <Tag>{t('containers.privilege.noExtra')}</Tag>
    </>
  )
  return [plain, ...lines]
}
