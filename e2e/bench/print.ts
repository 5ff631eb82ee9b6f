import type { Result } from './protocol.ts'

const number = (value: number): string =>
  Math.abs(value) >= 100 ? value.toFixed(0) : value.toFixed(value !== 0 && Math.abs(value) < 1 ? 3 : 2)

/** One line a figure: name, app, anchor, ratio, goal, verdict. */
export function line({ name, unit, app, anchor, ratio, cpuRatio, goal, verdict }: Result): string {
  const parts = [name.padEnd(26), `app ${number(app)} ${unit}`.padEnd(20)]
  if (anchor === null) parts.push(goal === null ? '' : `limit ${number(goal)} ${unit}`)
  else {
    parts.push(`anchor ${number(anchor)} ${unit}`.padEnd(22), `ratio ${number(ratio ?? Number.NaN)}×`.padEnd(13))
    parts.push((goal === null ? '' : `goal ≤ ${number(goal)}×`).padEnd(14))
    if (cpuRatio !== null) parts.push(`cpu ${number(cpuRatio)}×`.padEnd(11))
  }
  parts.push(verdict === 'void' ? 'void (the anchor wavered)' : verdict)
  return parts.join(' ').trimEnd()
}

/** What changed against a kept run, in the medians of the ratios. */
export function compareLine(now: Result, before: Result | undefined): string {
  if (before === undefined) return `${now.name.padEnd(26)} new`
  const [a, b] = [before.ratio ?? before.app, now.ratio ?? now.app]
  return `${now.name.padEnd(26)} ${number(a)} → ${number(b)} (${((b / a - 1) * 100).toFixed(0)} %)`
}
