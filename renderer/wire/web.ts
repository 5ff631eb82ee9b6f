import { socketWire } from '../../shared/rpc/socket.ts'
import type { Wire } from '../../shared/rpc/wire.ts'
import { type OpenWire, RefusedError } from './opener.ts'

/** The tab's right to come in again after a reload. sessionStorage: one tab, one origin (and a port is part of it), gone with the tab. */
const KEY = 'gantry.session'
/** `main/serve/handshake.ts` closes with this when it does not know us. */
const REFUSED = 4401
const CODE = /^#[A-Za-z0-9_-]{43}$/

type Hello = { code: string } | { session: string }

/** The link's one-time code wins over a session kept from before; it leaves the address bar and the history at once. */
function takeHello(): Hello | null {
  const { hash, pathname } = location
  if (CODE.test(hash)) {
    history.replaceState(null, '', pathname)
    return { code: hash.slice(1) }
  }
  const session = sessionStorage.getItem(KEY)
  return session === null ? null : { session }
}

/**
 * Opens the WebSocket and says who we are in its first frame: never in the address, where it would be logged.
 * The answer to a code is a session's secret, which stands for it from then on.
 */
export const openWire: OpenWire = () =>
  new Promise<Wire>((resolve, reject) => {
    const hello = takeHello()
    if (hello === null) return reject(new RefusedError())
    const socket = new WebSocket(`ws://${location.host}/wire`)
    const onClose = (event: CloseEvent) => {
      if (event.code === REFUSED) sessionStorage.removeItem(KEY)
      reject(event.code === REFUSED ? new RefusedError() : new Error('no connection'))
    }
    socket.addEventListener('close', onClose)
    socket.addEventListener('open', () => socket.send(JSON.stringify(hello)), { once: true })
    socket.addEventListener(
      'message',
      ({ data }: MessageEvent<string>) => {
        const { session } = JSON.parse(data) as { session?: string }
        if (session !== undefined) sessionStorage.setItem(KEY, session)
        socket.removeEventListener('close', onClose)
        resolve(socketWire(socket))
      },
      { once: true },
    )
  })
