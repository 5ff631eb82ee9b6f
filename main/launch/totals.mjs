import { readFileSync } from 'node:fs'
import { relative } from 'node:path'

export const readJson = (file) => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

const NOTHING = { passed: 0, failed: 0, skipped: 0, skips: [] }

/** A run that ended badly without naming a failed test (a crash, an unhandled rejection) counts as one failure. */
const withCode = (total, code) => (code !== 0 && total.failed === 0 ? { ...total, failed: 1 } : total)

/** Totals of vitest's JSON report. A file that could not be loaded has no tests: it counts as one failure. */
export const summarizeVitest = (json, code, root) => {
  if (json === undefined) return { ...NOTHING, failed: 1 }
  const tests = json.testResults.flatMap((file) => file.assertionResults.map((one) => ({ ...one, file: relative(root, file.name) })))
  const broken = json.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((one) => one.status === 'failed'),
  )
  const skips = tests
    .filter(({ status }) => ['pending', 'skipped', 'todo', 'disabled'].includes(status))
    .map((one) => `${one.file}: ${one.fullName} (${one.meta?.reason ?? one.failureMessages?.[0] ?? 'no reason given'})`)
  const passed = tests.filter(({ status }) => status === 'passed').length
  const failed = tests.filter(({ status }) => status === 'failed').length + broken.length
  return withCode({ passed, failed, skipped: skips.length, skips }, code)
}

const specsOf = (suite) => [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specsOf)]

/** Totals of Playwright's JSON report. A flaky test passed in the end, but not honestly: it counts as failed. */
export const summarizePlaywright = (json, code) => {
  if (json === undefined) return { ...NOTHING, failed: 1 }
  const tests = json.suites.flatMap(specsOf).flatMap((spec) => spec.tests.map((one) => ({ ...one, title: `${spec.file}: ${spec.title}` })))
  const of = (...states) => tests.filter(({ status }) => states.includes(status))
  const skips = of('skipped').map(
    (one) => `${one.title} (${one.annotations?.find(({ type }) => type === 'skip')?.description ?? 'no reason given'})`,
  )
  return withCode(
    { passed: of('expected').length, failed: of('unexpected', 'flaky').length + json.errors.length, skipped: skips.length, skips },
    code,
  )
}

export const sum = (parts) =>
  parts.reduce(
    (total, part) => ({
      passed: total.passed + part.passed,
      failed: total.failed + part.failed,
      skipped: total.skipped + part.skipped,
      skips: [...total.skips, ...part.skips],
    }),
    NOTHING,
  )
