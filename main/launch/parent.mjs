import { readFileSync } from 'node:fs'

/** npm stands two processes above: it runs a shell, and the shell runs us. */
const ancestors = () => {
  const own = process.ppid
  try {
    const stat = readFileSync(`/proc/${own}/stat`, 'utf8')
    return `${own} ${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]}`
  } catch {
    return String(own)
  }
}

const EVERY_MS = 1000

/**
 * npm passes SIGTERM on to its shell only, which dies and leaves us running. So we end as by SIGTERM
 * when either of them is gone: nothing may stay behind because somebody stopped `npm start`.
 */
export const endWithNpm = () => {
  if (process.env.npm_lifecycle_event === undefined || process.platform === 'win32') return
  const before = ancestors()
  const timer = setInterval(() => {
    if (ancestors() === before) return
    clearInterval(timer)
    process.kill(process.pid, 'SIGTERM')
  }, EVERY_MS)
  timer.unref()
}
