import { type IpcMainEvent, ipcMain, MessageChannelMain } from 'electron'
import { type PortLike, portWire } from '../../shared/rpc/port.ts'
import type { Wire } from '../../shared/rpc/wire.ts'
import { isOurs } from './security.ts'

/** The only way a window's message comes in: from our page, in its main frame; everything else is written down and dropped. */
export function onMessage(channel: string, log: (line: string) => void, handle: (event: IpcMainEvent) => void): void {
  ipcMain.on(channel, (event) => {
    if (isOurs(event.senderFrame)) handle(event)
    else log(`${channel} from ${event.senderFrame?.url ?? 'a frame that is gone'}: refused`)
  })
}

/** Each page that asks gets one end of a fresh channel; a reload asks anew, and its old port closes with the old document. */
export function servePorts(log: (line: string) => void, onWire: (wire: Wire) => void): void {
  onMessage('gantry:port-please', log, (event) => {
    const { port1, port2 } = new MessageChannelMain()
    onWire(portWire(port1 as unknown as PortLike))
    event.senderFrame?.postMessage('gantry:port', null, [port2])
  })
}
