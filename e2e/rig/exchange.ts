import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { damage, type Fault, type Piece } from './faults.ts'
import { headReader } from './http-bytes.ts'

type Exchange = {
  readonly request: IncomingMessage
  readonly client: Socket
  /** First bytes after an upgrade request. */
  readonly head: Buffer
  readonly faults: readonly Fault[]
  dial(): Socket
}

const find = <K extends Fault['kind']>(faults: readonly Fault[], kind: K): Extract<Fault, { kind: K }> | undefined =>
  faults.find((fault): fault is Extract<Fault, { kind: K }> => fault.kind === kind)

/** One connection a request: the daemon is asked to close, so an answer ends where its bytes end. */
const requestHead = (request: IncomingMessage): string => {
  const upgrade = request.headers.upgrade !== undefined
  const lines = [`${request.method ?? 'GET'} ${request.url ?? '/'} HTTP/1.1`]
  for (let index = 0; index + 1 < request.rawHeaders.length; index += 2) {
    const name = request.rawHeaders[index] ?? ''
    if (upgrade || name.toLowerCase() !== 'connection') lines.push(`${name}: ${request.rawHeaders[index + 1] ?? ''}`)
  }
  if (!upgrade) lines.push('Connection: close')
  return `${lines.join('\r\n')}\r\n\r\n`
}

const sendBody = (request: IncomingMessage, upstream: Socket): void => {
  const chunked = request.headers['transfer-encoding'] !== undefined
  request.on('data', (chunk: Buffer) => {
    if (chunked) upstream.write(`${chunk.length.toString(16)}\r\n`)
    upstream.write(chunk)
    if (chunked) upstream.write('\r\n')
  })
  request.on('end', () => chunked && upstream.write('0\r\n\r\n'))
}

const rewriteVersion = (head: string, body: Buffer, api: string, min: string | undefined): Buffer => {
  const text = body
    .toString()
    .replaceAll(/"ApiVersion":"[^"]*"/g, `"ApiVersion":"${api}"`)
    .replaceAll(/"MinAPIVersion":"[^"]*"/g, (old) => (min === undefined ? old : `"MinAPIVersion":"${min}"`))
  const headers = head
    .replace(/^Api-Version:.*$/im, `Api-Version: ${api}`)
    .replace(/^Content-Length:.*$/im, `Content-Length: ${String(Buffer.byteLength(text))}`)
  return Buffer.concat([Buffer.from(headers, 'latin1'), Buffer.from(text)])
}

/** Room for more, or no need for it. The one that did not come leaves no listener behind. */
const roomIn = async (client: Socket): Promise<void> => {
  const over = new AbortController()
  const { signal } = over
  await Promise.race([once(client, 'drain', { signal }), once(client, 'close', { signal })]).finally(() => over.abort())
}

const writeAll = async (client: Socket, pieces: AsyncIterable<Piece>): Promise<void> => {
  for await (const piece of pieces) {
    if (client.destroyed) return
    if (piece === 'reset') {
      if (client.remoteFamily === undefined) client.destroy()
      else client.resetAndDestroy()
      return
    }
    if (piece === 'end') break
    if (!client.write(piece)) await roomIn(client)
  }
  client.end()
}

const relay = async (upstream: Socket, client: Socket, faults: readonly Fault[]): Promise<void> => {
  const reader = headReader()
  const chunks = upstream[Symbol.asyncIterator]() as AsyncIterator<Buffer>
  let start: { head: string; rest: Buffer } | undefined
  while (start === undefined) {
    const next = await chunks.next()
    if (next.done === true) return
    start = reader.push(next.value)
  }
  const { head, rest } = start
  async function* body(): AsyncGenerator<Piece> {
    if (rest.length > 0) yield rest
    for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) yield next.value
  }
  const version = find(faults, 'version')
  if (version !== undefined) {
    const parts: Buffer[] = []
    for await (const piece of body()) if (typeof piece !== 'string') parts.push(piece)
    client.end(rewriteVersion(head, Buffer.concat(parts), version.api, version.min))
    return
  }
  client.write(Buffer.from(head, 'latin1'))
  await writeAll(
    client,
    faults.reduce<AsyncIterable<Piece>>((pieces, fault) => damage(pieces, fault), body()),
  )
}

/** Carries one request to the daemon and its damaged answer back. Never rejects. */
export const exchange = async ({ request, client, head, faults, dial }: Exchange): Promise<void> => {
  const answer = find(faults, 'answer')
  if (find(faults, 'hang') !== undefined || answer !== undefined) {
    request.resume()
    if (answer === undefined) return
    const { status, body = '', type = 'application/json' } = answer
    client.end(
      `HTTP/1.1 ${String(status)} Fault\r\nContent-Type: ${type}\r\nContent-Length: ${String(Buffer.byteLength(body))}\r\nConnection: close\r\n\r\n${body}`,
    )
    return
  }
  const latency = find(faults, 'latency')
  if (latency !== undefined) await sleep(latency.ms)
  if (client.destroyed) return
  const upstream = dial()
  upstream.on('error', () => client.destroy())
  client.once('close', () => upstream.destroy())
  upstream.write(requestHead(request))
  if (request.headers.upgrade === undefined) sendBody(request, upstream)
  else {
    upstream.write(head)
    client.pipe(upstream)
  }
  try {
    await relay(upstream, client, faults)
  } catch {
    client.destroy()
  }
  if (!client.writableEnded) client.end()
}
