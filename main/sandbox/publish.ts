import type { IncomingMessage } from 'node:http'
import { type DockerApi, dockerApi } from './docker-api.ts'
import { type Forward, forward } from './forward.ts'
import type { Namespace } from './namespace.ts'

type Listed = { readonly Ports?: readonly { readonly PublicPort?: number; readonly Type?: string }[] }

const publishedPorts = async (api: DockerApi): Promise<Set<number>> => {
  const list = (await api.call('GET', '/containers/json')) as Listed[]
  const ports = list.flatMap((container) => container.Ports ?? [])
  return new Set(ports.flatMap((port) => (port.Type === 'tcp' && port.PublicPort !== undefined ? [port.PublicPort] : [])))
}

const EVENTS = `/events?filters=${encodeURIComponent(JSON.stringify({ type: ['container'], event: ['start', 'die'] }))}`
const RETRY_MS = 500

/**
 * Keeps the published TCP ports of the private engine open on this machine's loopback, so that "open in the browser"
 * works on the sandbox as on any host. A port that is taken here is left closed. Returns the switch-off.
 */
export const publishPorts = (namespace: Namespace, socket: string): (() => Promise<void>) => {
  const api = dockerApi(socket)
  const open = new Map<number, Promise<Forward | undefined>>()
  let events: IncomingMessage | undefined
  let timer: NodeJS.Timeout | undefined
  let closed = false

  const sync = async (): Promise<void> => {
    const wanted = await publishedPorts(api)
    for (const [port, entry] of open) {
      if (wanted.has(port)) continue
      open.delete(port)
      void entry.then((one) => one?.close())
    }
    for (const port of wanted)
      if (!closed && !open.has(port))
        open.set(
          port,
          forward(namespace, port).catch(() => undefined),
        )
  }
  const watch = async (): Promise<void> => {
    try {
      events = await api.open('GET', EVENTS)
      await sync()
      for await (const _ of events) await sync()
    } catch {
      // The engine is down, perhaps on purpose: ask again below.
    }
    if (!closed) timer = setTimeout(() => void watch(), RETRY_MS).unref()
  }
  void watch()
  return async () => {
    closed = true
    clearTimeout(timer)
    events?.destroy()
    await Promise.all([...open.values()].map(async (entry) => (await entry)?.close()))
  }
}
