import { portWire } from '../../shared/rpc/port.ts'
import type { OpenWire } from './opener.ts'

/** The preload script posts the window's port once the page asks for it; see preload/index.ts. */
export const openWire: OpenWire = () =>
  new Promise((resolve) => {
    const onMessage = (event: MessageEvent<unknown>) => {
      const [port] = event.ports
      if (event.source !== window || event.data !== 'gantry:port' || port === undefined) return
      window.removeEventListener('message', onMessage)
      resolve(portWire(port as Parameters<typeof portWire>[0]))
    }
    window.addEventListener('message', onMessage)
    window.postMessage('gantry:port-please', location.origin)
  })
