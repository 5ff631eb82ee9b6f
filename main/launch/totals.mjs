import { readFileSync } from 'node:fs'
import { relative } from 'node:path'

export const readJson = (file) => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

const NOTHING = { passed: 0, failed: 0, skipped: 0, skips: [], failures: [] }

/** Lines of an error's text that are told again at the end of the run: enough to see what differed. */
const TOLD_LINES = 12

// eslint-disable-next-line no-control-regex -- the colours of the reporters
const COLOURS = /\u001B\[[\d;]*m/g

const failure = (name, text = 'no reason given') =>
  [
    name,
    ...text
      .replace(COLOURS, '')
      .trim()
      .split('\n')
      .slice(0, TOLD_LINES)
      .map((line) => `  ${line}`),
  ].join('\n')

const total = (passed, failures, skips) => ({ passed, failed: failures.length, skipped: skips.length, skips, failures })

/** A run that ended badly without naming a failed test (a crash, an unhandled rejection) counts as one failure. */
const withCode = (result, code, runner) =>
  code !== 0 && result.failed === 0
    ? { ...result, failed: 1, failures: [failure(`${runner} ended with code ${code}`, 'no test failed: see its output above')] }
    : result

const withoutReport = (runner) => total(0, [failure(`${runner} left no report`, 'see its output above')], [])

/** Totals of vitest's JSON report. A file that could not be loaded has no tests: it counts as one failure. */
export const summarizeVitest = (json, code, root) => {
  if (json === undefined) return withoutReport('vitest')
  const tests = json.testResults.flatMap((file) => file.assertionResults.map((one) => ({ ...one, file: relative(root, file.name) })))
  const broken = json.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((one) => one.status === 'failed'),
  )
  const skips = tests
    .filter(({ status }) => ['pending', 'skipped', 'todo', 'disabled'].includes(status))
    .map((one) => `${one.file}: ${one.fullName} (${one.meta?.reason ?? one.failureMessages?.[0] ?? 'no reason given'})`)
  const failures = [
    ...tests.filter(({ status }) => status === 'failed').map((one) => failure(`${one.file}: ${one.fullName}`, one.failureMessages?.[0])),
    ...broken.map((file) => failure(relative(root, file.name), file.message)),
  ]
  return withCode(total(tests.filter(({ status }) => status === 'passed').length, failures, skips), code, 'vitest')
}

const specsOf = (suite) => [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specsOf)]

/** Totals of Playwright's JSON report. A flaky test passed in the end, but not honestly: it counts as failed. */
export const summarizePlaywright = (json, code) => {
  if (json === undefined) return withoutReport('Playwright')
  const tests = json.suites.flatMap(specsOf).flatMap((spec) => spec.tests.map((one) => ({ ...one, title: `${spec.file}: ${spec.title}` })))
  const of = (...states) => tests.filter(({ status }) => states.includes(status))
  const skips = of('skipped').map(
    (one) => `${one.title} (${one.annotations?.find(({ type }) => type === 'skip')?.description ?? 'no reason given'})`,
  )
  const failures = [
    ...of('unexpected', 'flaky').map((one) => failure(one.title, one.results?.find(({ error }) => error !== undefined)?.error.message)),
    ...json.errors.map(({ message }) => failure('Playwright', message)),
  ]
  return withCode(total(of('expected').length, failures, skips), code, 'Playwright')
}

export const sum = (parts) =>
  parts.reduce(
    (all, part) => ({
      passed: all.passed + part.passed,
      failed: all.failed + part.failed,
      skipped: all.skipped + part.skipped,
      skips: [...all.skips, ...part.skips],
      failures: [...all.failures, ...part.failures],
    }),
    NOTHING,
  )
