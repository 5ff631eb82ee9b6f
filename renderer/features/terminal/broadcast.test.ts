import { beforeEach, expect, test } from 'vitest'
import { isTyping, join, leave, prune, register, sharing, stopBroadcast, useBroadcast } from './broadcast.ts'

const got: Record<string, string[]> = {}
const state: Record<string, boolean> = {}
const receiver = (tab: string) => ({
  type: (data: string) => void got[tab]?.push(data),
  pasteClean: () => undefined,
  get open() {
    return state[tab] === true
  },
})
const type = (tab: string, data: string) => {
  for (const one of sharing(tab)) one.type(data)
}

beforeEach(() => {
  stopBroadcast()
  for (const tab of ['a', 'b', 'c']) {
    got[tab] = []
    state[tab] = true
    register(tab, receiver(tab))
  }
})

test('only the chosen ones get it, and only from each other', () => {
  join(['a', 'b'])
  type('a', 'x')
  type('c', 'y')
  expect(got).toEqual({ a: ['x'], b: ['x'], c: ['y'] })
  leave('a')
  type('a', 'z')
  expect(got).toEqual({ a: ['x', 'z'], b: ['x'], c: ['y'] })
})

test('one that is over leaves, and cannot come in', () => {
  join(['a', 'b', 'c'])
  state['b'] = false
  prune()
  expect(useBroadcast.getState().members).toEqual(['a', 'c'])
  join(['b'])
  expect(useBroadcast.getState().members).toEqual(['a', 'c'])
})

test('one that is closed is forgotten', () => {
  const forget = register('d', { ...receiver('d'), open: true })
  join(['a', 'd'])
  forget()
  expect(useBroadcast.getState().members).toEqual(['a'])
  type('d', 'x')
  expect(got['a']).toEqual([])
})

test('reports of pointer and focus stay with their own terminal', () => {
  for (const own of ['\x1b[I', '\x1b[O', '\x1b[<0;3;4M', '\x1b[<0;3;4m', '\x1b[M !!']) expect(isTyping(own)).toBe(false)
  for (const typed of ['a', '\x03', '\x1b[A', '\x1bOP', '\x1b', '\x1b[1;2R', 'Привет']) expect(isTyping(typed)).toBe(true)
})
