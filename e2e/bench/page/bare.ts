import type { BenchPage } from './api.ts'

/** The bare server's WebSocket; it begins when told to. */
export async function openBare(path: string, onBytes: (bytes: Uint8Array) => void): Promise<{ socket: WebSocket; ended: Promise<void> }> {
  const socket = new WebSocket(`ws://${location.host}${path}`)
  socket.binaryType = 'arraybuffer'
  socket.addEventListener('message', ({ data }) => onBytes(new Uint8Array(data as ArrayBuffer)))
  const ended = new Promise<void>((resolve) => socket.addEventListener('close', () => resolve()))
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve())
    socket.addEventListener('error', () => reject(new Error('no bare server')))
  })
  return { socket, ended }
}

export const bare: BenchPage['bare'] = async (path) => {
  let bytes = 0
  const { socket, ended } = await openBare(path, (part) => {
    bytes += part.length
  })
  const began = performance.now()
  socket.send('go')
  await ended
  return { ms: performance.now() - began, bytes }
}
