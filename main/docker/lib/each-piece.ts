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
    const settle = () => {
      stream.off('data', onData)
      stream.pause()
    }
    const fail = (error: unknown) => {
      settle()
      reject(error instanceof Error ? error : new Error(String(error)))
    }
    const waitFor = (wait: Promise<void>) => {
      wait.then(() => {
        const more = room()
        if (more === null) stream.resume()
        else waitFor(more)
      }, fail)
    }
    const onData = (piece: Buffer) => {
      try {
        if (!take(piece)) {
          settle()
          return resolve()
        }
      } catch (error) {
        return fail(error)
      }
      const wait = room()
      if (wait === null) return
      stream.pause()
      waitFor(wait)
    }
    const cut = () => fail(stream.errored ?? Object.assign(new Error('the stream closed before its end'), { code: 'ECONNRESET' }))
    if (stream.destroyed) return cut()
    stream.once('end', () => resolve())
    stream.once('error', fail)
    stream.once('close', cut)
    stream.on('data', onData)
  })
}
