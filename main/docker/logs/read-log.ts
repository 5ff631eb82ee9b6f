import type { Readable } from 'node:stream'
import { Demuxer } from '../lib/demux.ts'
import { eachPiece } from '../lib/each-piece.ts'
import type { LineSplitter } from '../lib/lines.ts'

type Taker = {
  /** The log of a terminal, in no frames. */
  raw: boolean
  /** Has a piece's lines read. False: no more is wanted. */
  take(piece: Buffer, read: (piece: Buffer) => void): boolean
  /** As for `eachPiece`. */
  room(): Promise<void> | null
}

/** Reads an open log to its end, and closes it. Answers what the bytes themselves say of damage; a broken connection rejects. */
export async function readLog(response: Readable, splitter: LineSplitter, { raw, take, room }: Taker): Promise<string | null> {
  const demuxer = new Demuxer((...payload) => splitter.write(...payload))
  const read = (piece: Buffer) => (raw ? splitter.raw(piece) : demuxer.push(piece))
  try {
    await eachPiece(response, (piece) => take(piece, read) && demuxer.damage === null, room)
    demuxer.end()
  } finally {
    splitter.cut()
    response.destroy()
  }
  return demuxer.damage
}
