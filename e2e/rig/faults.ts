import { setImmediate as pause, setTimeout as sleep } from 'node:timers/promises'
import { chunkDecoder, encodeChunk, LAST_CHUNK } from './http-bytes.ts'

/** An event of `/events` as the engine wrote it. */
export type EngineEvent = { readonly Type?: string; readonly Action?: string; readonly Actor?: { readonly ID?: string } }

/** What can go wrong with one answer. Offsets count bytes of the body as sent, with its chunk frames. */
export type Fault =
  /** The request is read and swallowed: nothing reaches the daemon, nothing is answered. */
  | { readonly kind: 'hang' }
  /** Status and headers pass, the body never comes. */
  | { readonly kind: 'hang-after-headers' }
  /** The request waits before it goes to the daemon. */
  | { readonly kind: 'latency'; readonly ms: number }
  /** The answer arrives `bytes` at a time. */
  | { readonly kind: 'slice'; readonly bytes: number }
  /** The connection breaks after so many bytes (with RST on a TCP listener). */
  | { readonly kind: 'reset'; readonly after: number }
  /** The body ends in good order on a chunk's border, but the last chunk is missing: after `chunks` chunks, or at the daemon's own end. */
  | { readonly kind: 'cut'; readonly chunks?: number }
  /** One bit of one byte is turned. */
  | { readonly kind: 'flip'; readonly at: number }
  | { readonly kind: 'drop-event' | 'double-event'; match(event: EngineEvent): boolean }
  /** Another `Api-Version` header, and `ApiVersion` and `MinAPIVersion` of `/version`. */
  | { readonly kind: 'version'; readonly api: string; readonly min?: string }
  /** Answers by itself; nothing reaches the daemon. */
  | { readonly kind: 'answer'; readonly status: number; readonly body?: string; readonly type?: string }

/** What the proxy does next: bytes to write, or the end of the connection. */
export type Piece = Buffer | 'end' | 'reset'

const hanging = (): Promise<never> => new Promise(() => undefined)

async function* slice(pieces: AsyncIterable<Piece>, bytes: number): AsyncGenerator<Piece> {
  for await (const piece of pieces) {
    if (typeof piece === 'string') yield piece
    else
      for (let at = 0; at < piece.length; at += bytes) {
        yield piece.subarray(at, at + bytes)
        await pause()
      }
  }
}

async function* reset(pieces: AsyncIterable<Piece>, after: number): AsyncGenerator<Piece> {
  let left = after
  for await (const piece of pieces) {
    if (typeof piece === 'string') yield piece
    else if (piece.length < left) {
      left -= piece.length
      yield piece
    } else {
      yield piece.subarray(0, left)
      // Let the last bytes reach the reader, else the break may overtake them.
      await sleep(20)
      yield 'reset'
      return
    }
  }
}

async function* cut(pieces: AsyncIterable<Piece>, chunks: number): AsyncGenerator<Piece> {
  const decoder = chunkDecoder()
  let left = chunks
  for await (const piece of pieces) {
    if (typeof piece === 'string') continue
    for (const body of decoder.push(piece)) {
      if (left-- <= 0) return
      yield encodeChunk(body)
    }
  }
}

async function* flip(pieces: AsyncIterable<Piece>, at: number): AsyncGenerator<Piece> {
  let seen = 0
  for await (const piece of pieces) {
    if (typeof piece !== 'string' && at >= seen && at < seen + piece.length) {
      const copy = Buffer.from(piece)
      copy.writeUInt8(copy.readUInt8(at - seen) ^ 1, at - seen)
      yield copy
    } else yield piece
    if (typeof piece !== 'string') seen += piece.length
  }
}

async function* events(pieces: AsyncIterable<Piece>, times: (event: EngineEvent) => number): AsyncGenerator<Piece> {
  const decoder = chunkDecoder()
  let text = ''
  for await (const piece of pieces) {
    if (typeof piece === 'string') continue
    text += Buffer.concat(decoder.push(piece)).toString()
    const lines = text.split('\n')
    text = lines.pop() ?? ''
    for (const line of lines) {
      const count = times(JSON.parse(line) as EngineEvent)
      for (let round = 0; round < count; round++) yield encodeChunk(Buffer.from(`${line}\n`))
    }
  }
  if (decoder.done) yield LAST_CHUNK
}

async function* stall(): AsyncGenerator<Piece> {
  yield await hanging()
}

/** Applies one fault to the body of an answer. */
export const damage = (pieces: AsyncIterable<Piece>, fault: Fault): AsyncIterable<Piece> => {
  switch (fault.kind) {
    case 'hang-after-headers':
      return stall()
    case 'slice':
      return slice(pieces, fault.bytes)
    case 'reset':
      return reset(pieces, fault.after)
    case 'cut':
      return cut(pieces, fault.chunks ?? Number.POSITIVE_INFINITY)
    case 'flip':
      return flip(pieces, fault.at)
    case 'drop-event':
      return events(pieces, (event) => (fault.match(event) ? 0 : 1))
    case 'double-event':
      return events(pieces, (event) => (fault.match(event) ? 2 : 1))
    default:
      return pieces
  }
}
