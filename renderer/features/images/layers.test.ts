import { expect, it } from 'vitest'
import type { ImageHistoryEntry } from '../../../shared/contract/images.ts'
import { groupLayers, sizeOf } from './layers.ts'

const entry = (instruction: string, size = 0, created = 1): ImageHistoryEntry => ({ instruction, size, created, comment: '' })
const base = [entry('ADD rootfs /', 5), entry('CMD sh')]

it('parts where the base ends', () => {
  const own = [entry('COPY . .', 3), entry('CMD node')]
  expect(groupLayers([...base, ...own], base)).toEqual({ base, own })
})
it('a rewritten history shares nothing', () => {
  const history = [entry('ADD rootfs /', 5), entry('CMD bash')]
  expect(groupLayers(history, base)).toEqual({ base: [], own: history })
})
it('an image with the same layers adds nothing, or only settings', () => {
  expect(groupLayers(base, base)).toEqual({ base, own: [] })
  expect(groupLayers([...base, entry('ENV A=b')], base).own).toEqual([entry('ENV A=b')])
})
it('without a base everything is its own', () => expect(groupLayers(base, [])).toEqual({ base: [], own: base }))
it('adds up', () => expect(sizeOf(base)).toBe(5))
