import { Check, ChevronDown, FlaskConical, RotateCw } from 'lucide-react'
import { useRef, useState } from 'react'
import type { Connection, HostProbe } from '../../../shared/contract/hosts.ts'
import { type Translate, useT } from '../../i18n/index.ts'
import { type DotTone, escapeControls, MenuAt, type MenuItem, StatusDot } from '../../ui/index.ts'
import { useWorld } from '../../world/entities.ts'
import { engineName, kindOf, troubleOf } from './address.ts'
import css from './hosts.module.css'
import { look, startSandbox, switchTo, tryAgain, useHosts } from './store.ts'

const TONE: Record<Connection['state'], DotTone> = { connected: 'ok', connecting: 'busy', failed: 'bad' }

/** The chosen host in the title bar, and the menu of the others. */
export function HostChip() {
  const t = useT()
  const connection = useWorld((w) => w.connection)
  const { probes, sandbox } = useHosts()
  const [at, setAt] = useState<{ x: number; y: number } | null>(null)
  const chip = useRef<HTMLButtonElement>(null)
  const { host } = connection
  const name = escapeControls(host?.name ?? t('hosts.none'), 64)
  const open = () => {
    const box = chip.current?.getBoundingClientRect()
    if (box === undefined) return
    setAt({ x: box.left, y: box.bottom + 4 })
    void look()
  }
  return (
    <>
      <button
        ref={chip}
        type="button"
        className={css.chip}
        aria-haspopup="menu"
        aria-expanded={at !== null}
        aria-label={t('hosts.chip', { name, state: summary(connection, t) })}
        title={host?.address}
        onClick={open}
      >
        <StatusDot tone={TONE[connection.state]} label={stateOf(connection, t)} />
        <b>{name}</b>
        <span className={css.chipText}>{summary(connection, t)}</span>
        <ChevronDown aria-hidden size={14} />
      </button>
      <MenuAt
        at={at}
        onClose={() => setAt(null)}
        finalFocus={chip}
        items={menu(probes, connection, sandbox.available && !sandbox.running, t)}
      />
    </>
  )
}

const stateOf = (connection: Connection, t: Translate): string =>
  t(connection.state === 'failed' ? 'hosts.state.offline' : `hosts.state.${connection.state}`)

/** `Engine 28.2 · unix socket`, or what is the matter. */
function summary(connection: Connection, t: Translate): string {
  if (connection.state === 'connecting') return t('hosts.state.connecting')
  if (connection.state === 'failed') return t(`hosts.short.${troubleOf(connection.problem, connection.host)}`)
  return `${engineName(connection) ?? ''} · ${t(`hosts.kind.${kindOf(connection.host)}`)}`
}

function menu(probes: HostProbe[] | null, connection: Connection, canStart: boolean, t: Translate): MenuItem[] {
  const chosen = connection.host?.id
  // A socket that is not there is no choice; the no-host screen shows those too.
  const shown = (probes ?? []).filter((p) => p.problem !== 'absent' || p.host.id === chosen || p.host.source !== 'socket' || p.preferred)
  const sources = [...new Set(shown.map((p) => p.host.source))]
  return [
    ...(probes === null ? [{ id: 'looking', label: t('hosts.looking'), disabled: true, onSelect: () => undefined }] : []),
    ...sources.flatMap((source): MenuItem[] => [
      { kind: 'heading', id: `heading-${source}`, label: t(`hosts.source.${source}`) },
      ...shown.filter((p) => p.host.source === source).map((p) => item(p, p.host.id === chosen, t)),
    ]),
    { kind: 'separator', id: 'line' },
    { id: 'retry', label: t('hosts.retry'), icon: RotateCw, disabled: connection.state === 'connected', onSelect: () => void tryAgain() },
    ...(canStart ? [{ id: 'sandbox', label: t('hosts.startSandbox'), icon: FlaskConical, onSelect: () => void startSandbox() }] : []),
  ]
}

function item(probe: HostProbe, chosen: boolean, t: Translate): MenuItem {
  const { host, problem, engine } = probe
  const state = problem === null ? (engine ?? t('hosts.answers')) : t(`hosts.short.${troubleOf(problem, host)}`)
  return {
    id: host.id,
    label: escapeControls(host.name, 64),
    hint: escapeControls([host.address, state].filter((s) => s !== '').join(' · '), 200),
    icon: chosen ? Check : undefined,
    onSelect: () => void switchTo(probe),
  }
}
