import { beforeEach, expect, test } from 'vitest'
import { activateTab, dropTab, focusPane, groupsOf, movePane, moveTab, openTab, stepTab, updateTab, useView } from './view.ts'

const tab = (id: string) => ({ id, kind: 'song', title: id, params: null })
const view = () => useView.getState()
const groups = () => groupsOf(view()).map(({ panes }) => panes.join('|'))

beforeEach(() => {
  useView.setState({ tabs: [], splits: {}, front: {}, activeTab: null, dockOpen: false })
  for (const id of ['a', 'b', 'c']) openTab(tab(id))
})

test('tabs move, by place and by step, and stay within their row', () => {
  moveTab('c', 0)
  expect(groups()).toEqual(['c', 'a', 'b'])
  stepTab('c', 1)
  stepTab('b', 1)
  expect(groups()).toEqual(['a', 'c', 'b'])
})

test('a pane beside another lies in its tab; a split moves as one', () => {
  openTab(tab('d'), { pane: 'a', dir: 'row' })
  expect(groups()).toEqual(['a|d', 'b', 'c'])
  expect(view().activeTab).toBe('d')
  moveTab('a', 2)
  expect(groups()).toEqual(['b', 'c', 'a|d'])
})

test('turning to a split tab turns to the pane used last in it', () => {
  openTab(tab('d'), { pane: 'a', dir: 'row' })
  focusPane('d')
  activateTab('b')
  activateTab('a')
  expect(view().activeTab).toBe('d')
})

test('closing the first pane of a split leaves the other in its place, and the name may be used again', () => {
  openTab(tab('d'), { pane: 'a', dir: 'column' })
  focusPane('a')
  dropTab('a')
  expect(groups()).toEqual(['b', 'c', 'd'])
  expect(view().activeTab).toBe('d')
  openTab(tab('a'))
  expect(groups()).toEqual(['b', 'c', 'd', 'a'])
  dropTab('d')
  dropTab('a')
  expect(groups()).toEqual(['b', 'c'])
  expect(view().splits).toEqual({})
})

test('a pane goes beside another, and out again into a tab of its own', () => {
  movePane('c', { pane: 'a', dir: 'row' })
  movePane('b', { pane: 'c', dir: 'column' })
  expect(groups()).toEqual(['a|c|b'])
  movePane('a')
  expect(groups()).toEqual(['a', 'c|b'])
  movePane('a', { pane: 'a', dir: 'row' })
  expect(groups()).toEqual(['a', 'c|b'])
})

test('a name of the user stays when the title changes', () => {
  updateTab('a', { name: 'mine' })
  updateTab('a', { title: 'other' })
  expect(view().tabs[0]).toMatchObject({ name: 'mine', title: 'other' })
})
