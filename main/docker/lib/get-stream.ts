import { type Duplex, Readable } from 'node:stream'
import { ChunkedDecoder } from './chunked.ts'
import type { Dial } from './dial.ts'

/** Headers of an engine are a few hundred bytes; Node's own limit is 16 KiB. */
const MAX_HEAD = 64 * 1024
/** What an engine has to say of a failure. */
const MAX_WORDS = 64 * 1024

/**
 * A GET over a connection of its own whose answer is read as it comes, by our own reader: see `ChunkedDecoder` for why.
 * @param path with version prefix and query.
 * @returns the body; destroying it closes the connection. It fails with `ECONNRESET` when cut before its end.
 * @throws what the connection said; for a status from 400 an Error with `statusCode` and, where it was JSON, `json`.
 */
export async function getStream(dial: Dial, path: string, signal: AbortSignal): Promise<Readable> {
  signal.throwIfAborted()
  const body = new Body((onread) => connect(dial, onread))
  const cut = () => body.destroy(signal.reason as Error)
  signal.addEventListener('abort', cut, { once: true })
  try {
    body.ask(`GET ${path} HTTP/1.1\r\nHost: docker\r\nConnection: close\r\n\r\n`)
    const status = await body.status
    if (status >= 400) throw await failure(status, body)
    return body
  } catch (error) {
    body.destroy()
    throw error
  } finally {
    signal.removeEventListener('abort', cut)
  }
}

/**
 * What every plain connection is read into, one after the other. Node would take 64 KiB anew for each reading, which of an
 * engine that writes line by line are many and small: that was most of the garbage of a log.
 */
const READ = Buffer.allocUnsafeSlow(64 * 1024)
type OnRead = { buffer: Buffer; callback(size: number, buffer: Uint8Array): boolean }

/** As Node's http does it: the agent knows how (a pipe of ssh, TLS), and is not asked for a spare one. */
function connect({ target, agents: { streams } }: Dial, plain: OnRead): Duplex {
  const onread = 'protocol' in target && target.protocol === 'https' ? {} : { onread: plain }
  const where = 'socketPath' in target ? { path: target.socketPath } : { host: target.host, port: target.port }
  const agent = streams as unknown as { options: object; createConnection(options: object): Duplex }
  return agent.createConnection({ ...agent.options, ...where, ...onread })
}

/** The answer's body, and its status before it. */
class Body extends Readable {
  readonly status: Promise<number>
  readonly #socket: Duplex
  #head: Buffer | null = Buffer.alloc(0)
  #told: { resolve(status: number): void; reject(error: Error): void } = { resolve: () => undefined, reject: () => undefined }
  #chunks: ChunkedDecoder | null = null
  /** Bytes still to come when the answer has said how many; null: until the connection ends. */
  #left: number | null = null
  #whole = false

  constructor(connected: (onread: OnRead) => Duplex) {
    super({ highWaterMark: 128 * 1024 })
    const callback = (size: number) => {
      this.#take(READ.subarray(0, size), true)
      return true // where it is to wait, the socket was paused
    }
    const socket = connected({ buffer: READ, callback })
    this.#socket = socket
    this.status = new Promise((resolve, reject) => {
      this.#told = { resolve, reject }
    })
    this.status.catch(() => undefined) // whoever waits for it is told
    this.on('error', () => undefined) // and so is whoever reads
    // A pipe or TLS, and plain ones for what they do with an end.
    socket.on('data', (bytes: Buffer) => this.#take(bytes, false))
    socket.on('end', () => this.#over())
    socket.on('error', (error: Error) => this.destroy(error))
    socket.on('close', () => this.#over())
  }

  ask(request: string): void {
    this.#socket.write(request)
  }

  override _read(): void {
    this.#socket.resume()
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#told.reject(error ?? hungUp())
    this.#socket.destroy()
    done(error)
  }

  /** @param borrowed their memory is used again at once */
  #take(bytes: Buffer, borrowed: boolean): void {
    try {
      if (this.#head === null) this.#pass(bytes, borrowed)
      else this.#readHead(Buffer.concat([this.#head, bytes]))
    } catch (error) {
      this.destroy(error as Error)
    }
  }

  #readHead(bytes: Buffer): void {
    const end = bytes.indexOf('\r\n\r\n')
    if (end < 0) {
      if (bytes.length > MAX_HEAD) throw noHttp(bytes)
      this.#head = bytes
      return
    }
    const [first = '', ...lines] = bytes.toString('latin1', 0, end).split('\r\n')
    const status = Number(/^HTTP\/1\.[01] (\d{3})(?: |$)/.exec(first)?.[1] ?? Number.NaN)
    if (!(status >= 100)) throw noHttp(bytes)
    const rest = bytes.subarray(end + 4)
    if (status < 200) {
      this.#readHead(rest) // "continue" and the like: the answer is still to come
      return
    }
    this.#head = null
    const header = (name: string) =>
      lines
        .find((line) => line.toLowerCase().startsWith(`${name}:`))
        ?.slice(name.length + 1)
        .trim()
    if (/chunked/i.test(header('transfer-encoding') ?? '')) this.#chunks = new ChunkedDecoder()
    else this.#left = status === 204 || status === 304 ? 0 : lengthOf(header('content-length'))
    this.#told.resolve(status)
    if (rest.length > 0 || this.#left === 0) this.#pass(rest, false)
  }

  #pass(bytes: Buffer, borrowed: boolean): void {
    if (this.#whole) return
    const payload = this.#chunks?.decode(bytes) ?? bytes.subarray(0, this.#left ?? bytes.length)
    if (this.#left !== null) this.#left -= payload.length
    if (payload.length > 0 && !this.push(borrowed ? Buffer.from(payload) : payload)) this.#socket.pause()
    if (this.#chunks?.ended === true || this.#left === 0) this.#finish()
  }

  #finish(): void {
    this.#whole = true
    this.push(null)
    this.#socket.resume() // or its end would not be read
  }

  /** The connection ended. That is an end only where the answer did not say another one. */
  #over(): void {
    if (this.#whole || this.destroyed) return
    if (this.#head === null && this.#chunks === null && this.#left === null) this.#finish()
    else this.destroy(hungUp())
  }
}

async function failure(statusCode: number, body: Body): Promise<Error> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of body as AsyncIterable<Buffer>) {
    parts.push(part)
    size += part.length
    if (size > MAX_WORDS) break
  }
  const message = Buffer.concat(parts).toString().trim()
  return Object.assign(new Error(message), { statusCode, json: parse(message) })
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function lengthOf(value: string | undefined): number | null {
  return value !== undefined && /^\d{1,15}$/.test(value) ? Number(value) : null
}

const hungUp = (): Error => Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })
const noHttp = (bytes: Buffer): Error =>
  Object.assign(new Error(`no HTTP: ${bytes.toString('latin1', 0, 100)}`), { code: 'HPE_INVALID_CONSTANT' })
