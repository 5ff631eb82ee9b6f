import { expect, test } from 'vitest'
import { fateOf, isOwnerGone, ownerLabel } from './owner.ts'

test('only what a dead process of this machine made is without an owner', () => {
  const mine = ownerLabel()
  const [machine = '', pid = '', started = ''] = mine.split('/')
  expect(isOwnerGone(mine)).toBe(false)
  expect(isOwnerGone(`${machine}/4190000/1`)).toBe(true)
  expect(isOwnerGone(`elsewhere/4190000/1`)).toBe(false)
  expect(fateOf(mine)).toBe(started === '' ? 'unknown' : 'lives')
  expect(fateOf(`${machine}/${pid}/`)).toBe('unknown')
  expect(fateOf('elsewhere/1/1')).toBe('unknown')
  // The number of a process comes round; its start does not.
  if (started !== '') expect(isOwnerGone(`${machine}/${pid}/${started}1`)).toBe(true)
  for (const strange of ['', '/', 'x', `${machine}/-1/1`, `${machine}//`]) expect(isOwnerGone(strange)).toBe(false)
})
