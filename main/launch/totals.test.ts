import { describe, expect, it } from 'vitest'
import { sum, summarizePlaywright, summarizeVitest } from './totals.mjs'

const file = (name: string, status: string, ...tests: string[]) => ({
  name: `/r/${name}`,
  status,
  assertionResults: tests.map((one) => ({
    status: one,
    fullName: `does ${one}`,
    failureMessages: one === 'failed' ? ['\u001B[31mAssertionError\u001B[39m: 1 is not 2\n    at a line'] : [],
  })),
})

describe('the totals of npm test', () => {
  it('counts tests, files that did not load, and names each skip', () => {
    const json = {
      testResults: [
        file('a.test.ts', 'passed', 'passed', 'passed', 'pending'),
        file('b.test.ts', 'failed', 'failed'),
        file('c.test.ts', 'failed'),
      ],
    }
    expect(summarizeVitest(json, 1, '/r')).toEqual({
      passed: 2,
      failed: 2,
      skipped: 1,
      skips: ['a.test.ts: does pending (no reason given)'],
      failures: ['b.test.ts: does failed\n  AssertionError: 1 is not 2\n      at a line', 'c.test.ts\n  no reason given'],
    })
  })

  it('counts a run that broke without a failed test as one failure', () => {
    expect(summarizeVitest({ testResults: [file('a.test.ts', 'passed', 'passed')] }, 1, '/r').failed).toBe(1)
    expect(summarizeVitest(undefined, 0, '/r').failed).toBe(1)
    expect(summarizePlaywright(undefined, 0)).toMatchObject({ failed: 1, failures: ['Playwright left no report\n  see its output above'] })
  })

  it('counts flaky journeys as failures and gives the reasons of skips', () => {
    const spec = (status: string, title: string) => ({
      file: 'x.spec.ts',
      title,
      tests: [{ status, results: [{ error: { message: 'not seen' } }], annotations: [{ type: 'skip', description: 'no window' }] }],
    })
    const json = {
      errors: [],
      suites: [{ specs: [spec('expected', 'a')], suites: [{ specs: [spec('flaky', 'b'), spec('skipped', 'c')] }] }],
    }
    const total = summarizePlaywright(json, 0)
    expect(total).toEqual({ passed: 1, failed: 1, skipped: 1, skips: ['x.spec.ts: c (no window)'], failures: ['x.spec.ts: b\n  not seen'] })
    expect(sum([total, total])).toMatchObject({ passed: 2, failed: 2, skipped: 2, failures: { length: 2 } })
  })
})
