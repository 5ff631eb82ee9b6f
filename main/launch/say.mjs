/** Progress goes to standard error: standard output belongs to what the command prints. */
export const say = (text) => process.stderr.write(`${text}\n`)

const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`

/**
 * Runs a slow step and shows that it is alive: a counting line on a terminal, a line every 10 s elsewhere.
 * `work` may call its argument with a word about where it stands.
 */
export const step = async (title, work) => {
  const start = performance.now()
  const live = process.stderr.isTTY === true
  let note = ''
  let last = start
  const tick = () => {
    if (live)
      process.stderr.write(
        `\r\x1b[K${title}… ${seconds(start)} ${note.slice(0, Math.max(0, (process.stderr.columns ?? 80) - title.length - 14))}`,
      )
    else if (performance.now() - last >= 10_000) {
      last = performance.now()
      say(`${title}… ${seconds(start)} ${note}`)
    }
  }
  if (!live) say(`${title}…`)
  const timer = setInterval(tick, 200)
  try {
    return await work((text) => {
      note = text
    })
  } finally {
    clearInterval(timer)
    if (live) process.stderr.write('\r\x1b[K')
    if (live || performance.now() - start > 2000) say(`${title}: ${seconds(start)}`)
  }
}
