/** Longest stretch of searching before the page may paint again. Milliseconds. */
export const SLICE = 7

/** Lets the page paint and answer. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(null)
  })
}
