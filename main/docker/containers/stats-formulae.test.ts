import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Counters, cpuPercent, memoryLimit, memoryUsed, onlineCpus, RawStats, toCounters } from './stats-formulae.ts'

const at = (container: number, system: number | null, ms = 0): Counters => ({ container, system, at: ms })

describe('cpuPercent', () => {
  test('one of four cores busy is 100', () => {
    expect(cpuPercent(at(0, 0), at(1e9, 4e9), 4)).toBe(100)
  })
  test('counters that start anew after a restart are 0, not negative', () => {
    expect(cpuPercent(at(9e9, 0), at(1e9, 4e9), 4)).toBe(0)
  })
  test('no system counter: the clock stands for it', () => {
    expect(cpuPercent(at(0, null, 0), at(5e8, null, 1000), 4)).toBe(50)
  })
  test('no time has passed: unknown', () => {
    expect(cpuPercent(at(0, 5), at(1, 5), 4)).toBeNull()
    expect(cpuPercent(at(0, null, 7), at(1, null, 7), 4)).toBeNull()
  })
  test('never negative, never not a number', () => {
    const counters = fc.record({ container: fc.nat(), system: fc.option(fc.nat()), at: fc.nat() })
    fc.assert(
      fc.property(counters, counters, fc.integer({ min: 1, max: 256 }), (a, b, cpus) => {
        const percent = cpuPercent(a, b, cpus)
        expect(percent === null || (percent >= 0 && Number.isFinite(percent))).toBe(true)
      }),
    )
  })
})

describe('memory', () => {
  const raw = (memory: object) => RawStats.parse({ memory_stats: memory })
  test('cgroup v1 takes total_inactive_file, v2 inactive_file', () => {
    expect(memoryUsed(raw({ usage: 100, stats: { total_inactive_file: 30, inactive_file: 10 } }))).toBe(70)
    expect(memoryUsed(raw({ usage: 100, stats: { inactive_file: 10 } }))).toBe(90)
    expect(memoryUsed(raw({ usage: 100, stats: { inactive_file: 200 } }))).toBe(100)
    expect(memoryUsed(raw({ usage: 100 }))).toBe(100)
    expect(memoryUsed({})).toBe(0)
  })
  test("the host's memory is no limit", () => {
    expect(memoryLimit(raw({ limit: 1000 }), 1000)).toBe(0)
    expect(memoryLimit(raw({ limit: 2 ** 63 }), 1000)).toBe(0)
    expect(memoryLimit(raw({ limit: 512 }), 1000)).toBe(512)
    expect(memoryLimit({}, 1000)).toBe(0)
  })
})

test('the zeros of a stopped container are no sample', () => {
  const stopped = { read: '0001-01-01T00:00:00Z', cpu_stats: { cpu_usage: { total_usage: 0 } } }
  expect(toCounters(RawStats.parse(stopped))).toBeNull()
  expect(toCounters({})).toBeNull()
})

test('online CPUs: the field, else the list of cgroup v1, else 1', () => {
  expect(onlineCpus(RawStats.parse({ cpu_stats: { online_cpus: 8 } }))).toBe(8)
  expect(onlineCpus(RawStats.parse({ cpu_stats: { cpu_usage: { percpu_usage: [1, 2] } } }))).toBe(2)
  expect(onlineCpus({})).toBe(1)
})
