import http from 'node:http'
import https from 'node:https'
import { appError } from '../../../shared/errors.ts'

/** How to reach one engine: made by `main/hosts`, used here without knowing what is behind it. */
export type Dial = {
  /** Where Node's http client connects; with `agents` that make the connection themselves only the `Host` header is left of it. */
  target: { socketPath: string } | { host: string; port: number; protocol: 'http' | 'https' }
  /** Kept alive between calls; and one connection each for streams, which may last for days. */
  agents: { calls: http.Agent; streams: http.Agent }
  /** The socket's path where there is one: its coming back is worth a try at once. */
  socketFile: string | null
  /** A failed try costs no other machine anything, so tries may be frequent. */
  local: boolean
  close(): void
}

export type Answer = { status: number; headers: http.IncomingHttpHeaders; body: string }

/** More than any answer to `/version`, `/info` and `/_ping`: whatever answers may be no engine at all. */
const MAX_ANSWER = 4 * 1024 * 1024

/** A GET without dockerode and without a version prefix: looking at ten hosts must not load it. Rejects with what Node's http said. */
export function get(dial: Dial, path: string, signal: AbortSignal): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { target } = dial
    const over = 'protocol' in target && target.protocol === 'https' ? https : http
    const where = 'socketPath' in target ? { socketPath: target.socketPath } : { host: target.host, port: target.port }
    const request = over.request({ ...where, path, agent: dial.agents.calls, headers: { Host: 'docker' } })
    // Not http's own `signal`: it lets go of the request once the headers are here, and a body may hang too.
    const onAbort = () => request.destroy(signal.reason as Error)
    const settle = () => signal.removeEventListener('abort', onAbort)
    if (signal.aborted) onAbort()
    else signal.addEventListener('abort', onAbort, { once: true })
    const fail = (error: Error) => {
      settle()
      request.destroy()
      reject(error)
    }
    request.on('error', fail)
    request.on('response', (response) => {
      const chunks: Buffer[] = []
      let size = 0
      response.on('data', (chunk: Buffer) => {
        size += chunk.length
        if (size > MAX_ANSWER) fail(appError('host.failed', {}, 'the answer is too long for an engine'))
        else chunks.push(chunk)
      })
      response.on('error', fail)
      response.on('end', () => {
        settle()
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks).toString() })
      })
    })
    request.end()
  })
}
