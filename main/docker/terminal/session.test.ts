import { Duplex } from 'node:stream'
import { expect, test } from 'vitest'
import { room } from './session.ts'

test('waiting for room leaves no listener behind, whether there is some or never will be', async () => {
  const stream = new Duplex({ read: () => undefined, write: (_chunk, _encoding, done) => void setImmediate(done) })
  for (let pastes = 20; pastes > 0; pastes--) {
    stream.write('x'.repeat(1 << 20))
    await room(stream)
  }
  expect([stream.listenerCount('close'), stream.listenerCount('drain')]).toEqual([0, 0])
  const waiting = room(stream)
  stream.destroy()
  await waiting
  expect([stream.listenerCount('close'), stream.listenerCount('drain')]).toEqual([0, 0])
})
