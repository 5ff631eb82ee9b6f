import type { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import { addAbortSignal, type Duplex, type Readable } from 'node:stream'
import type Docker from 'dockerode'
import type { EngineInfo, Host } from '../../shared/contract/hosts.ts'
import { AppError, appError } from '../../shared/errors.ts'
import type { Dial } from './lib/dial.ts'
import { type Client, createClient } from './lib/dockerode.ts'
import { getStream } from './lib/get-stream.ts'
import { type EngineRequest, queryOf } from './lib/request.ts'
import { linkSignals, sharedController } from './lib/signals.ts'
import { toAppError } from './lib/to-app-error.ts'
import { createVitals, type Vitals } from './lib/vitals.ts'

export type { EngineRequest, Query } from './lib/request.ts'

/**
 * One connected engine. Two dockerode clients stand behind it: one whose calls have a deadline, one for streams without,
 * because dockerode's time-out also kills an idle stream of the same client (promises.md, fact 2).
 * Every method rejects with an `AppError`.
 */
export type Engine = {
  readonly host: Host
  readonly info: EngineInfo
  /** True when the negotiated API version is at least this one: `engine.atLeast('1.44')`. */
  atLeast(version: string): boolean
  /**
   * One answer, parsed as JSON when it is JSON, else its text; `undefined` for an empty one. 304 counts as success.
   * @param deadline milliseconds (10 000), or null for none (stop, pull, build).
   */
  call<T>(request: EngineRequest, deadline?: number | null): Promise<T>
  /** An answer to be read as it comes, without a deadline. Destroy it to cancel; the signal does that too. */
  open(request: EngineRequest): Promise<Readable>
  /** A connection taken over after `101 UPGRADED`: exec and attach. */
  hijack(request: EngineRequest): Promise<Duplex>
  /** When it was heard last, and what to do when a request stays unanswered: the watcher's watchdog. */
  readonly vitals: Vitals
  /**
   * Ends every stream with `reason` (`host.lost`) and every call. Later ones fail at once.
   * @param takenOver false: connections of `hijack` go on for as long as their socket does. An engine that was silent for a while
   * goes on with them, and there is no other way back to what runs behind them.
   */
  close(reason?: AppError, takenOver?: boolean): void
}

/** The engine of now. Throws `host.*` as long as none is connected. */
export type EngineSource = () => Engine

const CALL_DEADLINE = 10_000
/** A taken-over connection may be silent for days: only so is it noticed that another machine is gone. */
const KEEP_ALIVE = 30_000

/** Builds an engine over a way to it whose version is already negotiated. */
export function createEngine(dockerode: typeof Docker, host: Host, info: EngineInfo, dial: Dial): Engine {
  const calls = createClient(dockerode, dial, dial.agents.calls, info.api)
  const streams = createClient(dockerode, dial, dial.agents.streams, info.api)
  const gets: Client = ({ path, query }, _extra, signal) => getStream(dial, `/v${info.api}${path}${queryOf(query)}`, signal)
  const vitals = createVitals()
  const end = sharedController()
  /** Streams still open; closing the engine ends them. */
  const open = new Set<Readable>()
  const taken = new Set<Readable>()
  const keep = <T extends Readable>(stream: T, signal: AbortSignal | undefined, among: Set<Readable> = open): T => {
    if (end.signal.aborted) stream.destroy(end.signal.reason as Error)
    among.add(stream)
    // A stream nobody reads any more may still fail; without a listener that would end the app (R25).
    stream.on('error', () => undefined)
    stream.once('close', () => among.delete(stream))
    if (signal !== undefined) addAbortSignal(signal, stream)
    return stream
  }
  const [major = 0, minor = 0] = info.api.split('.').map(Number)

  // Streams are not watched: Podman sends the headers of `/events` and of followed logs with the first data only.
  const send = async (client: Client, request: EngineRequest, extra: object, signals: readonly AbortSignal[], watched = true) => {
    const answered = watched ? vitals.asked() : () => undefined
    const all = [end.signal, ...signals, ...(request.signal === undefined ? [] : [request.signal])]
    const link = linkSignals(all)
    try {
      const answer = await client(request, extra, link.signal)
      vitals.heard()
      return answer
    } catch (error) {
      // Node says AbortError, whatever the reason was.
      throw link.signal.aborted ? toAppError(link.signal.reason) : toAppError(error)
    } finally {
      link.unlink()
      answered()
    }
  }

  return {
    host,
    info,
    vitals,
    atLeast(version) {
      const [a = 0, b = 0] = version.split('.').map(Number)
      return major > a || (major === a && minor >= b)
    },
    async call<T>(request: EngineRequest, deadline: number | null = CALL_DEADLINE): Promise<T> {
      const timeout = new AbortController()
      const timer = deadline === null ? undefined : setTimeout(() => timeout.abort(appError('engine.timeout', { ms: deadline })), deadline)
      try {
        // As a stream and read here: docker-modem never calls back for a body that is cut short.
        const response = (await send(calls, request, { isStream: true }, [timeout.signal])) as IncomingMessage
        return (await readAnswer(response, [timeout.signal, end.signal, request.signal])) as T
      } finally {
        clearTimeout(timer)
      }
    },
    open: async (request) =>
      keep((await send(isPlainGet(request) ? gets : streams, request, uploadOf(request), [], false)) as Readable, request.signal),
    async hijack(request) {
      const stream = (await send(streams, request, { isStream: true, hijack: true, ...bodyOf(request) }, [])) as Duplex
      if (stream instanceof Socket) stream.setKeepAlive(true, KEEP_ALIVE)
      return keep(stream, request.signal, taken)
    },
    close(reason = appError('host.lost'), takenOver = true) {
      end.abort(reason)
      for (const stream of [...open, ...(takenOver ? taken : [])]) stream.destroy(reason)
      vitals.stop()
      dial.close()
    },
  }
}

/**
 * What is sent before the connection is taken over must be told by its length: docker-modem would send none in chunks, and Podman
 * passes the chunk that ends them on to the process as its first input.
 */
const bodyOf = ({ body }: EngineRequest) => (body === undefined ? { openStdin: false, file: Buffer.alloc(0) } : { openStdin: true })

const uploadOf = ({ upload }: EngineRequest) => ({ isStream: true, ...(upload === undefined ? {} : { file: upload }) })

const isPlainGet = ({ method = 'GET', body, registryAuth }: EngineRequest): boolean =>
  method === 'GET' && body === undefined && registryAuth === undefined

async function readAnswer(response: Readable, signals: readonly (AbortSignal | undefined)[]): Promise<unknown> {
  const link = linkSignals(signals.filter((signal) => signal !== undefined))
  const cut = () => response.destroy(link.signal.reason as Error)
  link.signal.addEventListener('abort', cut, { once: true })
  if (link.signal.aborted) cut()
  try {
    const chunks: Buffer[] = []
    for await (const chunk of response) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks).toString()
    return body === '' ? undefined : parse(body)
  } catch (error) {
    throw link.signal.aborted ? toAppError(link.signal.reason) : error instanceof AppError ? error : toAppError(error)
  } finally {
    link.unlink()
  }
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return body
  }
}
