import { host } from '#host'
import type { Container, Port } from '../../../shared/contract/containers.ts'
import { useT } from '../../i18n/index.ts'
import { cx } from '../../ui/index.ts'
import { useWorld } from '../../world/entities.ts'
import css from './containers.module.css'
import { portParts, portText, portUrl } from './port-text.ts'

/** A container may publish thousands; the rest stand in the tip and in the inspector. */
const SHOWN = 4

export const useEngineAddress = (): string => useWorld((world) => world.connection.host?.address ?? '')

export function PortsCell({ row }: { row: Container }) {
  const published = row.ports.filter((port) => port.host !== null)
  const shown = (published.length > 0 ? published : row.ports).slice(0, SHOWN)
  const rest = (published.length > 0 ? published : row.ports).length - shown.length
  return (
    <span className={css.ports}>
      {shown.map((port) => (
        <PortLink key={`${port.ip} ${portText(port)}`} port={port} inRow />
      ))}
      {rest > 0 ? <span>+{rest}</span> : null}
    </span>
  )
}

/** A click opens what may be a web page. In a row it takes no tab stop: the row's menu offers the same. */
export function PortLink({ port, inRow = false }: { port: Port; inRow?: boolean }) {
  const t = useT()
  const url = portUrl(port, useEngineAddress())
  const { address, rest } = portParts(port)
  const text = (
    <>
      {address === '' ? null : <span className={css.address}>{address}</span>}
      <span>{rest}</span>
    </>
  )
  if (url === null) return <span className={css.port}>{text}</span>
  return (
    <a
      href={url}
      rel="noreferrer"
      className={cx(css.port, css.portLink)}
      title={t('containers.action.open', { url })}
      tabIndex={inRow ? -1 : undefined}
      onClick={(event) => {
        event.preventDefault()
        event.stopPropagation()
        void host.openLink(url)
      }}
    >
      {text}
    </a>
  )
}
