import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toAge, toExitCode, toHealth, toState } from './status.ts'

/** go-units' HumanDuration, the source of the words of `Status`. */
function humanDuration(seconds: number): string {
  const minutes = Math.floor(seconds / 60)
  const hours = Math.floor(seconds / 3600 + 0.5)
  if (seconds < 1) return 'Less than a second'
  if (seconds === 1) return '1 second'
  if (seconds < 60) return `${String(seconds)} seconds`
  if (minutes === 1) return 'About a minute'
  if (minutes < 60) return `${String(minutes)} minutes`
  if (hours === 1) return 'About an hour'
  if (hours < 48) return `${String(hours)} hours`
  if (hours < 24 * 7 * 2) return `${String(Math.floor(hours / 24))} days`
  if (hours < 24 * 30 * 2) return `${String(Math.floor(hours / 24 / 7))} weeks`
  if (hours < 24 * 365 * 2) return `${String(Math.floor(hours / 24 / 30))} months`
  return `${String(Math.floor(hours / 24 / 365))} years`
}

test('toAge undoes the words to within their own unit', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 3e8 }), fc.constantFrom('Up %', 'Exited (1) % ago', 'Up % (healthy)'), (seconds, form) => {
      const age = toAge(form.replace('%', humanDuration(seconds)))
      expect(age).not.toBeNull()
      const unit = seconds < 60 ? 1 : seconds < 3600 ? 60 : seconds < 172_800 ? 3600 : seconds < 63_072_000 ? 2_592_000 : 31_536_000
      expect(Math.abs((age ?? 0) - seconds)).toBeLessThanOrEqual(unit)
    }),
  )
})

test.each([['Created'], ['Removal In Progress'], ['Dead'], [''], ['Up']])('%j names no time', (status) => {
  expect(toAge(status)).toBeNull()
})

test('an unknown state allows nothing but removal', () => {
  expect(toState('hibernating')).toBe('dead')
  expect(toState('__proto__')).toBe('dead')
  expect(toState(null)).toBe('dead')
  expect(toState('Running')).toBe('running')
})

test('a name in the words is not taken for health or an exit code', () => {
  expect(toHealth(undefined, 'Up 3 hours')).toBe('none')
  expect(toHealth(undefined, 'Exited (0) (healthy) 3 hours ago')).toBe('none')
  expect(toExitCode('Up 3 hours (1)')).toBeNull()
  expect(toExitCode('Exited (-1) 3 hours ago')).toBe(-1)
})
