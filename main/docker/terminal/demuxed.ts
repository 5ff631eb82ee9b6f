import { Duplex } from 'node:stream'
import { Demuxer } from '../lib/demux.ts'

/**
 * The stream of a process without a terminal, of an exec or attached to, as one with plain bytes: stdout and stderr as they come,
 * its input as it is. Where its frames are damaged it says so and ends: nothing after that could be read.
 */
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
  let damaged = false
  stream.on('data', (chunk: Uint8Array) => {
    if (damaged) return
    demuxer.push(chunk)
    if (demuxer.damage === null) return
    damaged = true
    plain.push(Buffer.from(`\n${demuxer.damage.replaceAll(/[\0-\x1f\x7f-\x9f]/g, ' ')}\n`))
    plain.push(null)
    stream.destroy()
  })
  stream.once('end', () => damaged || plain.push(null))
  stream.once('close', () => {
    if (!stream.readableEnded && !damaged) plain.destroy()
  })
  stream.on('error', () => undefined) // 'close' follows
  return plain
}
