/** Notes the longest task of the page; what it tells is 0 while none took 50 ms, the shortest a browser reports. */
export function watchTasks(): () => Promise<number> {
  let longest = 0
  const note = (entries: PerformanceEntryList) => {
    for (const { duration } of entries) longest = Math.max(longest, duration)
  }
  const observer = new PerformanceObserver((list) => note(list.getEntries()))
  observer.observe({ entryTypes: ['longtask'] })
  return async () => {
    await nextFrame() // the last task is told after its end
    note(observer.takeRecords())
    observer.disconnect()
    return longest
  }
}

/** Notes the time between frames; answers its 95th percentile. */
export function watchFrames(): () => number {
  const gaps: number[] = []
  let last = performance.now()
  let id = requestAnimationFrame(function note(now) {
    gaps.push(now - last)
    last = now
    id = requestAnimationFrame(note)
  })
  return () => {
    cancelAnimationFrame(id)
    gaps.sort((a, b) => a - b)
    return gaps[Math.floor(gaps.length * 0.95)] ?? 0
  }
}

/** Resolves once the frame that is drawn next was handed to the screen. */
export const afterPaint = (): Promise<void> =>
  new Promise((resolve) =>
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => resolve()
      port2.postMessage(null)
    }),
  )

const nextFrame = () => new Promise<void>((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
