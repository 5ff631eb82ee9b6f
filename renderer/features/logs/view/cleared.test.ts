import { expect, it } from 'vitest'
import { BatchBuilder } from '../../../../shared/log-batch-builder.ts'
import { LogStore } from '../store/store.ts'
import { Cleared, clearedOf } from './cleared.ts'

const utf8 = new TextEncoder()
function put(store: LogStore, ...secs: number[]): void {
  const builder = new BatchBuilder()
  for (const sec of secs) {
    const text = utf8.encode(String(sec))
    builder.add(0, false, sec, 0, text, 0, text.length)
  }
  store.append(builder.take())
}

it('what was cleared is cleared in another reading too, however its lines arrive', () => {
  const cleared = new Cleared({ sec: 3, nano: 0 })
  const store = new LogStore()
  put(store, 1, 2)
  expect([cleared.came(store, false), cleared.mark]).toEqual([true, 2])
  put(store, 3)
  expect([cleared.came(store, false), cleared.mark]).toEqual([true, 3])
  put(store, 4)
  expect([cleared.came(store, false), cleared.mark]).toEqual([false, 3])
  // A longer one, in which the lines have other numbers.
  const longer = new LogStore()
  put(longer, 1, 1, 2, 3, 4)
  expect([cleared.came(longer, true), cleared.mark]).toEqual([true, 4])
  cleared.lift()
  put(longer, 5)
  expect([cleared.came(longer, false), cleared.mark, cleared.to]).toEqual([false, 0, null])
})

it('a line of the same nanosecond that comes later is not hidden', () => {
  const cleared = new Cleared(null)
  const store = new LogStore()
  put(store, 1, 2)
  cleared.came(store, false)
  cleared.all(store)
  put(store, 2)
  expect([cleared.came(store, false), cleared.mark, cleared.to]).toEqual([false, 2, { sec: 2, nano: 0 }])
})

it('what a tab kept is taken only when it is a stamp', () => {
  expect([clearedOf({ sec: 1, nano: 2, more: 3 }), clearedOf({ sec: '1', nano: 2 }), clearedOf(null)]).toEqual([
    { sec: 1, nano: 2 },
    null,
    null,
  ])
})
