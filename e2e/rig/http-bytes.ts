const END = Buffer.from('\r\n\r\n')

/** Collects bytes until the head of an answer is whole; `push` then returns it and what came after. */
export const headReader = (): { push(chunk: Buffer): { head: string; rest: Buffer } | undefined } => {
  let seen = Buffer.alloc(0)
  return {
    push: (chunk) => {
      seen = Buffer.concat([seen, chunk])
      const at = seen.indexOf(END)
      return at < 0 ? undefined : { head: seen.subarray(0, at + END.length).toString('latin1'), rest: seen.subarray(at + END.length) }
    },
  }
}

/** Undoes chunked transfer coding (RFC 9112, 7.1) piece by piece. `done` after the last chunk. */
export const chunkDecoder = (): { push(data: Buffer): Buffer[]; readonly done: boolean } => {
  let pending = Buffer.alloc(0)
  let done = false
  return {
    get done() {
      return done
    },
    push: (data) => {
      pending = Buffer.concat([pending, data])
      const bodies: Buffer[] = []
      for (;;) {
        const line = pending.indexOf('\r\n')
        if (line < 0) return bodies
        const size = Number.parseInt(pending.subarray(0, line).toString('latin1'), 16)
        if (size === 0) done = true
        if (size === 0 || pending.length < line + 2 + size + 2) return bodies
        bodies.push(Buffer.from(pending.subarray(line + 2, line + 2 + size)))
        pending = pending.subarray(line + 2 + size + 2)
      }
    },
  }
}

export const encodeChunk = (body: Buffer): Buffer =>
  Buffer.concat([Buffer.from(`${body.length.toString(16)}\r\n`), body, Buffer.from('\r\n')])

export const LAST_CHUNK = Buffer.from('0\r\n\r\n')
