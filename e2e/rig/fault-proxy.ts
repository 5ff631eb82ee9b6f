import { link, mkdtemp, rename, rm } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { exchange } from './exchange.ts'
import type { Fault } from './faults.ts'

export type SeenRequest = { readonly method: string; readonly path: string }

/** A proxy in front of an engine that breaks what it is told to break. */
export type FaultProxy = {
  /** The address to give to the app: `unix:///…` or `tcp://127.0.0.1:PORT`. */
  readonly host: string
  /** Every request that arrived, in order; paths without the `/v1.xx` prefix, with their query. */
  readonly requests: readonly SeenRequest[]
  /** How many of them match `METHOD /path`. */
  count(match?: RegExp): number
  forget(): void
  /** Breaks the next `times` (default: all) answers to requests that match `METHOD /path`. Returns the repair. */
  inject(match: RegExp, fault: Fault, times?: number): () => void
  /** Removes every fault. */
  repair(): void
  /** Exchanges under way: 0 once every stream was given up. */
  readonly open: number
  /** Breaks every connection there is. */
  cut(): void
  /** Stops listening: `absent` removes the socket file, `refused` leaves it behind without a listener. Cuts what is open. */
  down(how: 'absent' | 'refused'): Promise<void>
  /** Listens again at the same address. */
  up(): Promise<void>
  close(): Promise<void>
}

type Rule = { readonly match: RegExp; readonly fault: Fault; left: number }

const requestOf = (request: IncomingMessage): SeenRequest => ({
  method: request.method ?? '',
  path: (request.url ?? '').replace(/^\/v\d+\.\d+(?=\/)/, ''),
})

const listen = (server: Server, at: { path: string } | { host: string; port: number }): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(at, () => {
      server.off('error', reject)
      resolve()
    })
  })

/** Starts a proxy in front of the engine at `target` (`unix:///…`). `tcp`: listen on loopback instead of a socket file. */
export const startFaultProxy = async (target: string, { tcp = false } = {}): Promise<FaultProxy> => {
  const dir = await mkdtemp(join(tmpdir(), 'gantry-f-'))
  const socketPath = join(dir, 's')
  const upstream = target.replace(/^unix:\/\//, '')
  const requests: SeenRequest[] = []
  const sockets = new Set<Socket>()
  let rules: Rule[] = []
  let open = 0

  const faultsFor = (seen: SeenRequest): Fault[] => {
    const hit = rules.filter((rule) => rule.match.test(`${seen.method} ${seen.path}`))
    for (const rule of hit) rule.left--
    rules = rules.filter((rule) => rule.left > 0)
    return hit.map((rule) => rule.fault)
  }
  const handle = (request: IncomingMessage, client: Socket, head: Buffer): void => {
    const seen = requestOf(request)
    requests.push(seen)
    open++
    client.once('close', () => open--)
    void exchange({ request, client, head, faults: faultsFor(seen), dial: () => connect(upstream) })
  }
  const make = (): Server => {
    const server = createServer({ requestTimeout: 0, headersTimeout: 0, noDelay: true }, (request) => {
      handle(request, request.socket, Buffer.alloc(0))
    })
    server.on('upgrade', (request, socket, head) => handle(request, socket as Socket, head))
    server.on('connection', (socket) => {
      sockets.add(socket)
      socket.on('error', () => undefined).once('close', () => sockets.delete(socket))
    })
    return server
  }
  const cut = (): void => {
    for (const socket of sockets) socket.destroy()
  }

  let server = make()
  await listen(server, tcp ? { host: '127.0.0.1', port: 0 } : { path: socketPath })
  const { port } = tcp ? (server.address() as AddressInfo) : { port: 0 }
  const down = async (how: 'absent' | 'refused'): Promise<void> => {
    const keep = !tcp && how === 'refused' && server.listening
    // close() removes the file; a second name keeps the dead socket, as a killed daemon leaves it.
    if (keep) await link(socketPath, `${socketPath}.dead`)
    const closed = new Promise<void>((resolve) => {
      server.close(() => resolve())
    })
    cut()
    await closed
    if (keep) await rename(`${socketPath}.dead`, socketPath)
    else if (how === 'absent') await rm(socketPath, { force: true })
  }
  return {
    host: tcp ? `tcp://127.0.0.1:${String(port)}` : `unix://${socketPath}`,
    requests,
    count: (match = /./) => requests.filter((seen) => match.test(`${seen.method} ${seen.path}`)).length,
    forget: () => void requests.splice(0),
    inject: (match, fault, times = Number.POSITIVE_INFINITY) => {
      const rule: Rule = { match, fault, left: times }
      rules.push(rule)
      return () => {
        rules = rules.filter((one) => one !== rule)
      }
    },
    repair: () => {
      rules = []
    },
    get open() {
      return open
    },
    cut,
    down,
    up: async () => {
      await rm(socketPath, { force: true })
      server = make()
      await listen(server, tcp ? { host: '127.0.0.1', port } : { path: socketPath })
    },
    close: async () => {
      if (server.listening) await down('absent')
      cut()
      await rm(dir, { recursive: true, force: true })
    },
  }
}
