import type { Readable } from 'node:stream'

/**
 * Gives each piece of a stream to `take` in the moment it comes, which `for await` does not: of an engine that writes line by
 * line they are small and many, and its way over promises and ticks costs more than the lines.
 * @param take false: it wants no more.
 * @param room null: there is room for more; else nothing is read until this resolves, and then it is asked again.
 * @returns at the stream's end, or when no more was wanted; rejects when it breaks. The stream is left to whoever opened it.
 */
export function eachPiece(stream: Readable, take: (piece: Buffer) => boolean, room: () => Promise<void> | null): Promise<void> {
  return new Promise((resolve, reject) => {
    let settled = false
    const settle = () => {
      settled = true
      stream.off('data', onData).off('end', onEnd).off('error', fail).off('close', cut)
      stream.pause()
    }
    const fail = (error: unknown) => {
      if (settled) return
      settle()
      reject(error instanceof Error ? error : new Error(String(error)))
    }
    const waitFor = (wait: Promise<void>) => {
      wait.then(() => {
        // Broken or ended meanwhile: it is no longer ours to go on with.
        if (settled) return
        const more = room()
        if (more === null) stream.resume()
        else waitFor(more)
      }, fail)
    }
    const onData = (piece: Buffer) => {
      try {
        if (!take(piece)) return onEnd()
      } catch (error) {
        return fail(error)
      }
      const wait = room()
      if (wait === null) return
      stream.pause()
      waitFor(wait)
    }
    const onEnd = () => {
      settle()
      resolve()
    }
    const cut = () => fail(stream.errored ?? Object.assign(new Error('the stream closed before its end'), { code: 'ECONNRESET' }))
    if (stream.destroyed) return cut()
    stream.once('end', onEnd)
    stream.once('error', fail)
    stream.once('close', cut)
    stream.on('data', onData)
  })
}
