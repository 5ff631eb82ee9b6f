import { socketWire } from '../../shared/rpc/socket.ts'
import type { Wire } from '../../shared/rpc/wire.ts'
import { type OpenWire, RefusedError } from './opener.ts'

/** The tab's secret, with which it comes in again after a reload. sessionStorage: one tab, one origin (a port is part of it), gone with the tab. */
const SESSION = 'gantry.session'
/** The link's code, until it has been spent. */
const CODE = 'gantry.code'
/** `main/serve/handshake.ts` closes with this when it does not know us. */
const REFUSED = 4401

/** Whether this tab is in. */
let entered = false

/** The link's one-time code leaves the address bar and the history at once. It is for a new session, not for the one of before. */
function takeCode(): void {
  const { hash, pathname } = location
  if (!/^#[A-Za-z0-9_-]{43}$/.test(hash)) return
  history.replaceState(null, '', pathname)
  // Who is in needs no other code: it is cleared away and stays good for the tab it was meant for.
  if (entered) return
  sessionStorage.setItem(CODE, hash.slice(1))
  sessionStorage.setItem(SESSION, secret())
}

// One that is pasted over this page does not load it anew.
addEventListener('hashchange', takeCode)

/** 256 random bits, base64url without padding. */
function secret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32))
  return btoa(String.fromCharCode(...bytes)).replace(/[+/=]/g, (c) => ({ '+': '-', '/': '_' })[c] ?? '')
}

/** What the first frame says, or null when this tab has neither link nor session. */
function hello(session: string | null): string | null {
  return session === null ? null : JSON.stringify({ session, code: sessionStorage.getItem(CODE) ?? undefined })
}

/** Opens the WebSocket and says who we are in its first frame: never in the address, where it would be logged. */
export const openWire: OpenWire = () =>
  new Promise<Wire>((resolve, reject) => {
    takeCode()
    const session = sessionStorage.getItem(SESSION)
    const first = hello(session)
    if (first === null) return reject(new RefusedError())
    const socket = new WebSocket(`ws://${location.host}/wire`)
    const onClose = (event: CloseEvent) => {
      // Another link may have been pasted meanwhile: what was refused was the one of before.
      const refused = event.code === REFUSED && sessionStorage.getItem(SESSION) === session
      if (refused) sessionStorage.removeItem(SESSION)
      reject(refused ? new RefusedError() : new Error('no connection'))
    }
    socket.addEventListener('close', onClose)
    socket.addEventListener('open', () => socket.send(first), { once: true })
    const onWelcome = () => {
      sessionStorage.removeItem(CODE)
      entered = true
      socket.addEventListener('close', () => {
        entered = false
      })
      socket.removeEventListener('close', onClose)
      resolve(socketWire(socket))
    }
    socket.addEventListener('message', onWelcome, { once: true })
  })
