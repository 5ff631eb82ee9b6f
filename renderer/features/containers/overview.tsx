import type { Container } from '../../../shared/contract/containers.ts'
import type { Translate } from '../../i18n/index.ts'
import { useT } from '../../i18n/index.ts'
import { Code, KeyValue, type KeyValueRow, Mono, RelativeTime, Tag } from '../../ui/index.ts'
import { reveal } from '../../world/view.ts'
import { EnvSection } from './env-section.tsx'
import { exitMeaning, isQuietExit } from './exit-code.ts'
import { hasMoved, shortId } from './image-name.tsx'
import { engineTime, type Inspect } from './inspect-document.ts'
import css from './inspector.module.css'
import { madeFor } from './made-for.ts'
import { ReachSection } from './reach-section.tsx'

/** What one wants to know first, then what it can reach, then its environment. */
export function Overview({ row, doc }: { row: Container; doc: Inspect }) {
  const t = useT()
  return (
    <div className={css.overview}>
      <KeyValue rows={[...origin(row, doc, t), ...life(row, doc, t)]} />
      <HealthOutput doc={doc} />
      <ReachSection doc={doc} />
      <EnvSection env={doc.Config?.Env ?? []} />
    </div>
  )
}

function origin(row: Container, doc: Inspect, t: Translate): KeyValueRow[] {
  const wanted = doc.Config?.Image ?? row.image
  const imageId = doc.Image ?? row.imageId
  const image = (
    <span className={css.value}>
      <button type="button" className={css.link} onClick={() => reveal('images', imageId)}>
        <Mono>{wanted}</Mono>
      </button>
      {hasMoved(row) && madeFor(row) === null ? (
        <Tag tone="warn" title={t('containers.overview.movedHint', { image: wanted })}>
          {t('containers.overview.moved')}
        </Tag>
      ) : null}
    </span>
  )
  const rows: KeyValueRow[] = [
    { key: t('containers.overview.image'), value: image },
    { key: t('containers.overview.imageId'), value: shortId(imageId), mono: true, copy: imageId },
    { key: t('containers.overview.id'), value: shortId(row.id), mono: true, copy: row.id },
  ]
  const entry = doc.Config?.Entrypoint ?? []
  const command = doc.Config?.Cmd ?? []
  if (entry.length > 0) rows.push({ key: t('containers.overview.entrypoint'), value: words(entry), mono: true })
  if (command.length > 0) rows.push({ key: t('containers.overview.command'), value: words(command), mono: true })
  if (row.project !== null)
    rows.push({ key: t('containers.overview.project'), value: row.service === null ? row.project : `${row.project} · ${row.service}` })
  return rows
}

/** An argument with a space in it reads as one. */
const words = (list: readonly string[]): string => list.map((word) => (/^[^\s'"]+$/.test(word) ? word : JSON.stringify(word))).join(' ')

function life(row: Container, doc: Inspect, t: Translate): KeyValueRow[] {
  const { State: state } = doc
  const rows: KeyValueRow[] = []
  const at = (key: string, time: string | null | undefined) => {
    const when = engineTime(time)
    if (when !== null) rows.push({ key, value: <RelativeTime at={when} /> })
    return when
  }
  at(t('containers.overview.created'), doc.Created)
  if (at(t('containers.overview.started'), state?.StartedAt) === null)
    rows.push({ key: t('containers.overview.started'), value: t('containers.overview.neverStarted') })
  else if (state?.Running !== true) at(t('containers.overview.finished'), state?.FinishedAt)
  const code = state?.ExitCode ?? row.exitCode
  const ended = row.state === 'exited' || row.state === 'dead' || row.state === 'restarting'
  if (ended && code !== null)
    rows.push({ key: t('containers.overview.exit'), value: <ExitCode code={code} oom={state?.OOMKilled === true} /> })
  if (state?.Error) rows.push({ key: t('containers.overview.error'), value: state.Error })
  rows.push({ key: t('containers.overview.restarts'), value: `${String(doc.RestartCount ?? 0)} · ${policy(doc, t)}` })
  if (row.health !== 'none') rows.push({ key: t('containers.overview.health'), value: <Health row={row} doc={doc} /> })
  return rows
}

function ExitCode({ code, oom }: { code: number; oom: boolean }) {
  const t = useT()
  const meaning = exitMeaning(code, oom)
  return (
    <span className={isQuietExit(code) && !oom ? undefined : css.bad}>
      {code} · {t(`containers.exit.${meaning}`, { signal: code - 128 })}
    </span>
  )
}

function policy(doc: Inspect, t: Translate): string {
  const { Name: name, MaximumRetryCount: most } = doc.HostConfig?.RestartPolicy ?? {}
  const remove = doc.HostConfig?.AutoRemove === true ? ` · ${t('containers.overview.autoRemove')}` : ''
  if (name === 'always' || name === 'unless-stopped') return t(`containers.policy.${name}`) + remove
  if (name === 'on-failure') return most ? t('containers.policy.on-failure-max', { count: most }) : t('containers.policy.on-failure')
  return t('containers.policy.no') + remove
}

function Health({ row, doc }: { row: Container; doc: Inspect }) {
  const t = useT()
  const fails = doc.State?.Health?.FailingStreak ?? 0
  return (
    <span className={row.health === 'unhealthy' ? css.bad : undefined}>
      {row.health === 'none' ? null : t(`containers.health.${row.health}`)}
      {fails > 0 ? ` · ${t('containers.overview.healthFails', { count: fails })}` : null}
    </span>
  )
}

/** The check's own words, as text: they are the container's choosing. */
function HealthOutput({ doc }: { doc: Inspect }) {
  const t = useT()
  const last = doc.State?.Health?.Log?.at(-1)?.Output?.trim() ?? ''
  if (last === '') return null
  return (
    <div className={css.output}>
      <Code block wrap copy={last} label={t('containers.overview.healthOutput')}>
        {last}
      </Code>
    </div>
  )
}
