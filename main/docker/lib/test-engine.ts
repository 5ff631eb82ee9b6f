import http from 'node:http'
import type { Engine } from '../engine.ts'
import { connectEngine } from '../engine-connect.ts'
import type { Dial } from './dial.ts'

/** The way to a `unix://` host, for tests: what `main/hosts` makes for the app. */
export function unixDial(host: string): Dial {
  const agents = { calls: new http.Agent({ keepAlive: true }), streams: new http.Agent() }
  const socketPath = host.replace(/^unix:\/\//, '')
  return {
    target: { socketPath },
    agents,
    socketFile: socketPath,
    local: true,
    close() {
      agents.calls.destroy()
      agents.streams.destroy()
    },
  }
}

/** One engine without watcher or backend, for tests of a noun. Close it. */
export const connectTestEngine = (host: string): Promise<Engine> =>
  connectEngine({ id: 'given', name: 'test', address: host, source: 'given' }, unixDial(host), new AbortController().signal)
