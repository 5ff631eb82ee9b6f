/**
 * `Promise.all` over a list, but at most `width` at a time. The answers stand in the list's order.
 * The first failure rejects; what has not begun by then never does.
 */
export async function eachOf<T, R>(list: readonly T[], width: number, work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  // One iterator for all workers: each takes the next item that nobody has.
  const items = list.entries()
  let failed = false
  const worker = async () => {
    for (const [index, item] of items) {
      if (failed) return
      try {
        results[index] = await work(item)
      } catch (error) {
        failed = true
        throw error
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(width, list.length) }, worker))
  return results
}
