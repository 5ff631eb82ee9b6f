import { expect, test } from 'vitest'
import { appError } from '../../../shared/errors.ts'
import { isGone, isRefusal } from './gone.ts'

const REMOVAL = 'can not get logs from container which is dead or marked for removal'

test('one that is being removed is gone; a lost connection and other refusals are not', () => {
  expect(isGone(appError('engine.not-found'))).toBe(true)
  expect(isGone(appError('engine.conflict', {}, REMOVAL))).toBe(true)
  expect(isGone(appError('engine.failed', {}, REMOVAL))).toBe(true)
  expect(isGone(appError('engine.conflict', {}, 'something else'))).toBe(false)
  expect(isGone(appError('host.lost'))).toBe(false)
  expect([appError('engine.failed'), appError('host.lost')].map(isRefusal)).toEqual([true, false])
})
