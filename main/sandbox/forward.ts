import type { ChildProcess } from 'node:child_process'
import { createServer, type Server } from 'node:net'
import type { Namespace } from './namespace.ts'
import { run } from './processes.ts'

export type Forward = { readonly port: number; close(): Promise<void> }

/** A relay into the namespace's loopback, one small process a connection. busybox's nc keeps half-closed streams open. */
const relay = (namespace: Namespace, port: number): ChildProcess => namespace.spawn('busybox', ['nc', '127.0.0.1', String(port)])

/** Opens 127.0.0.1:`port` of this machine for the same port inside. Port 0: any free one. Rejects when it is taken. */
export const forward = (namespace: Namespace, port: number): Promise<Forward> =>
  new Promise((resolve, reject) => {
    const relays = new Set<ChildProcess>()
    const server: Server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
      const { port: own } = server.address() as { port: number }
      const child = relay(namespace, own)
      relays.add(child)
      const end = (): void => {
        relays.delete(child)
        socket.destroy()
        child.kill('SIGKILL')
      }
      child.once('error', end).once('close', end)
      socket.once('error', end).once('close', end)
      child.stdin?.on('error', end)
      child.stdout?.on('error', end)
      if (child.stdin !== null) socket.pipe(child.stdin)
      child.stdout?.pipe(socket)
      child.stderr?.resume()
    })
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      const { port: own } = server.address() as { port: number }
      resolve({
        port: own,
        close: () =>
          new Promise((done) => {
            server.close(() => done())
            for (const child of relays) child.kill('SIGKILL')
          }),
      })
    })
  })

/** Limits loopback traffic inside the namespace: it carries the registry's answers and nothing the app measures. */
export const limitRate = async (namespace: Namespace, bytesPerSecond: number): Promise<void> => {
  const tc = ['--target', String(namespace.initPid), '--net', 'tc', 'qdisc']
  await run('nsenter', [...tc, 'del', 'dev', 'lo', 'root']).catch(() => undefined)
  if (bytesPerSecond <= 0) return
  // A burst below the loopback's MTU of 64 KiB would let nothing through.
  const shape = ['tbf', 'rate', `${String(Math.round(bytesPerSecond * 8))}bit`, 'burst', '131072', 'latency', '500ms']
  await run('nsenter', [...tc, 'add', 'dev', 'lo', 'root', ...shape])
}
