import { expect, it } from 'vitest'
import { BatchBuilder } from '../../../../shared/log-batch-builder.ts'
import { LogStore } from '../store/store.ts'
import { lineFound } from './stamp-place.ts'

it('a match is found by its own stamp, wherever it stands among stamps that are not in order', () => {
  const builder = new BatchBuilder()
  const utf8 = new TextEncoder()
  for (const sec of [100, 50, 50, 70, 60]) builder.add(0, false, sec, 5, utf8.encode('x'), 0, 1)
  const store = new LogStore({ lines: 100, bytes: 1 << 20 })
  store.append(builder.take())
  const found = (sec: number, tie: number) => lineFound(store, { sec, nano: 5 }, tie)
  expect([found(50, 0), found(50, 1), found(60, 0), found(100, 0)]).toEqual([1, 2, 4, 0])
  expect([found(50, 2), found(51, 0)]).toEqual([null, null])
})
