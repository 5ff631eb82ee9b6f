import { getEventListeners } from 'node:events'
import { expect, it } from 'vitest'
import { Openings } from './openings.ts'

it('leaves nothing on the signal of whoever asked, nor on that of who watches, once it is over', async () => {
  const [openings, asker, watcher] = [new Openings(), new AbortController(), new AbortController()]
  const going = openings.begin('one', asker.signal)
  const seen: number[] = []
  const watched = (async () => {
    for await (const { bytes } of openings.handlers.copied({ ticket: 'one' }, watcher.signal)) seen.push(bytes)
  })()
  await expect.poll(() => seen).toEqual([0])
  going.copied(7)
  await expect.poll(() => seen).toEqual([0, 7])
  going.over()
  await watched
  asker.abort()
  expect(going.signal.aborted).toBe(false)
  expect([asker, watcher].map(({ signal }) => getEventListeners(signal, 'abort').length)).toEqual([0, 0])
})

it('is given up by whoever asked, and by the name it goes by', async () => {
  const [openings, asker] = [new Openings(), new AbortController()]
  const one = openings.begin('one', asker.signal)
  const two = openings.begin('two', asker.signal)
  await openings.handlers.giveUp({ ticket: 'two' })
  expect([one.signal.aborted, two.signal.aborted]).toEqual([false, true])
  asker.abort()
  expect(one.signal.aborted).toBe(true)
})
