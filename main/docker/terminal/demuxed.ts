import { Duplex } from 'node:stream'
import { Demuxer } from '../lib/demux.ts'

/** The stream of an exec without a terminal as one with plain bytes: stdout and stderr as they come, its input as it is. */
export function demuxed(stream: Duplex): Duplex {
  const plain = new Duplex({
    read: () => void stream.resume(),
    write: (chunk, encoding, done) => void stream.write(chunk, encoding, done),
    final: (done) => void stream.end(done),
    destroy(error, done) {
      stream.destroy()
      done(error)
    },
  })
  const demuxer = new Demuxer((_stderr, chunk, start, end) => {
    // A copy: the engine's buffer may be used again while this waits.
    if (!plain.push(Buffer.from(chunk.subarray(start, end)))) stream.pause()
  })
  stream.on('data', (chunk: Uint8Array) => demuxer.push(chunk))
  stream.once('end', () => plain.push(null))
  stream.once('close', () => {
    if (!stream.readableEnded) plain.destroy()
  })
  stream.on('error', () => undefined) // 'close' follows
  return plain
}
