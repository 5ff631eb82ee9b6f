/** One line of the stream of `POST /images/create`. */
export type PullMessage = {
  status?: string
  id?: string
  progressDetail?: { current?: number; total?: number; units?: string } | null
  /** Both were sent together for years; 1.52 leaves `error` out. */
  error?: string
  errorDetail?: { code?: number; message?: string } | null
}

/** A line is a few hundred bytes; what is longer is no progress message. */
const MAX_LINE = 1 << 20

function parse(line: string): PullMessage[] {
  if (line.trim() === '') return []
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? [value as PullMessage] : []
  } catch {
    return []
  }
}

/**
 * The messages of a chunked body, whatever the chunks: several in one, one over several, a character over two.
 * The engines end each with a newline.
 */
export async function* pullMessages(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<PullMessage> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const chunk of chunks) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    if (rest.length > MAX_LINE) rest = ''
    for (const line of lines) yield* parse(line)
  }
  yield* parse(rest + decoder.decode())
}
