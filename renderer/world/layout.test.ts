import { expect, test } from 'vitest'
import { dividers, type Layout, neighbour, panesOf, place, readLayout, removePane, setRatio, splitPane } from './layout.ts'

/** a | (b over c) */
const nested: Layout = splitPane(splitPane({ pane: 'a' }, 'a', 'row', 'b'), 'b', 'column', 'c')

test('a split puts the new pane beside or below, and nests', () => {
  expect(panesOf(nested)).toEqual(['a', 'b', 'c'])
  expect(place(nested)).toEqual([
    { pane: 'a', box: { x: 0, y: 0, w: 0.5, h: 1 } },
    { pane: 'b', box: { x: 0.5, y: 0, w: 0.5, h: 0.5 } },
    { pane: 'c', box: { x: 0.5, y: 0.5, w: 0.5, h: 0.5 } },
  ])
  expect(splitPane(nested, 'nobody', 'row', 'd')).toEqual(nested)
})

test('the place of a pane that goes is given to what lay beside it', () => {
  expect(removePane(nested, 'a')).toEqual({ dir: 'column', ratio: 0.5, first: { pane: 'b' }, second: { pane: 'c' } })
  expect(removePane(nested, 'b')).toEqual({ dir: 'row', ratio: 0.5, first: { pane: 'a' }, second: { pane: 'c' } })
  expect(removePane({ pane: 'a' }, 'a')).toBeNull()
})

test('each divider moves its own split only, and never to nothing', () => {
  expect(dividers(nested).map(({ path, dir }) => [path, dir])).toEqual([
    ['', 'row'],
    ['1', 'column'],
  ])
  const moved = setRatio(setRatio(nested, '1', 0.25), '', 9)
  expect(dividers(moved).map(({ ratio }) => ratio)).toEqual([0.95, 0.25])
})

test('the neighbour is the one that shares most of the edge', () => {
  const uneven = setRatio(nested, '1', 0.7)
  expect(neighbour(uneven, 'a', 'right')).toBe('b')
  expect(neighbour(setRatio(nested, '1', 0.2), 'a', 'right')).toBe('c')
  expect(neighbour(nested, 'c', 'left')).toBe('a')
  expect(neighbour(nested, 'c', 'up')).toBe('b')
  expect(neighbour(nested, 'b', 'down')).toBe('c')
  expect(neighbour(nested, 'a', 'left')).toBeNull()
})

test('what a storage holds is made a layout of panes that exist, or none', () => {
  const known = new Set(['a', 'c'])
  expect(readLayout(JSON.parse(JSON.stringify(nested)), known)).toEqual(removePane(nested, 'b'))
  for (const junk of [null, 7, 'x', {}, { first: 3 }, { pane: 'z' }]) expect(readLayout(junk, known)).toBeNull()
  expect(readLayout({ dir: 'up', ratio: 'much', first: { pane: 'a' }, second: { pane: 'c' } }, known)).toEqual({
    dir: 'row',
    ratio: 0.5,
    first: { pane: 'a' },
    second: { pane: 'c' },
  })
})
