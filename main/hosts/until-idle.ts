/**
 * Resolves when nothing is busy any more, or with the signal. Asks after each item of the streams, which begin with one at once and
 * tell of every change; a stream that breaks is waited for no longer.
 */
export async function untilIdle(
  busy: () => boolean,
  changes: readonly ((signal: AbortSignal) => AsyncIterable<unknown>)[],
  signal: AbortSignal,
): Promise<void> {
  const done = new AbortController()
  const stop = () => done.abort()
  signal.addEventListener('abort', stop, { once: true })
  if (signal.aborted) stop()
  const look = async (open: (typeof changes)[number]) => {
    for await (const _ of open(done.signal)) if (done.signal.aborted || !busy()) return stop()
  }
  await Promise.allSettled(changes.map(look))
  signal.removeEventListener('abort', stop)
}
