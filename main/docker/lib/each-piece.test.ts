import { PassThrough } from 'node:stream'
import { expect, it } from 'vitest'
import { eachPiece } from './each-piece.ts'

const always = () => null
const turn = () => new Promise<void>((resolve) => setImmediate(resolve))

it('gives every piece in order and ends with the stream', async () => {
  const stream = new PassThrough()
  const got: string[] = []
  const done = eachPiece(stream, (piece) => got.push(String(piece)) > 0, always)
  for (const text of ['a', 'b', 'c']) {
    stream.write(text)
    await turn()
  }
  stream.end('d')
  await done
  expect(got.join('')).toBe('abcd')
})

it('reads nothing while there is no room, and asks again before it goes on', async () => {
  const stream = new PassThrough({ highWaterMark: 4 })
  let got = ''
  let full = false
  let ring: () => void = () => undefined
  const done = eachPiece(
    stream,
    (piece) => {
      got += String(piece)
      full = true
      return true
    },
    () => (full ? new Promise((resolve) => (ring = resolve)) : null),
  )
  stream.write('ab')
  await turn()
  stream.write('cd')
  await turn()
  expect(got).toBe('ab')
  ring()
  await turn()
  expect(got).toBe('ab')
  full = false
  ring()
  await turn()
  expect(got).toBe('abcd')
  full = false
  ring()
  stream.end()
  await done
})

it('stops where no more is wanted, and takes nothing after that', async () => {
  const stream = new PassThrough()
  let pieces = 0
  const done = eachPiece(stream, () => ++pieces < 2, always)
  for (let i = 0; i < 4; i++) {
    stream.write('x')
    await turn()
  }
  await done
  expect(pieces).toBe(2)
})

it('rejects with what broke the stream, before it and meanwhile, and with what the taker throws', async () => {
  const broken = new PassThrough()
  const first = eachPiece(broken, () => true, always)
  broken.destroy(new Error('cut'))
  await expect(first).rejects.toThrow('cut')
  await expect(eachPiece(broken, () => true, always)).rejects.toThrow('cut')
  const silent = new PassThrough()
  const closed = eachPiece(silent, () => true, always)
  silent.destroy()
  await expect(closed).rejects.toMatchObject({ code: 'ECONNRESET' })
  const bad = new PassThrough()
  const thrown = eachPiece(
    bad,
    () => {
      throw new Error('cannot take it')
    },
    always,
  )
  bad.write('x')
  await expect(thrown).rejects.toThrow('cannot take it')
})

it('leaves the stream alone once it has settled, whatever was waited for', async () => {
  const stream = new PassThrough()
  const ours = () => ['data', 'end', 'error', 'close'].map((event) => stream.listenerCount(event))
  const before = ours()
  let ring: () => void = () => undefined
  let asked = 0
  const room = () => (asked++ > 0 ? null : new Promise<void>((resolve) => (ring = resolve)))
  const done = eachPiece(stream, () => true, room)
  stream.write('ab')
  await turn()
  stream.emit('error', new Error('cut'))
  await expect(done).rejects.toThrow('cut')
  expect(ours()).toEqual(before)
  ring()
  await turn()
  expect(asked).toBe(1)
  expect(stream.isPaused()).toBe(true)
})

it('takes its listeners off at the end, too, and where no more is wanted', async () => {
  for (const more of [true, false]) {
    const stream = new PassThrough()
    const before = ['data', 'end', 'error', 'close'].map((event) => stream.listenerCount(event))
    const done = eachPiece(stream, () => more, always)
    stream.end('ab')
    await done
    expect(['data', 'end', 'error', 'close'].map((event) => stream.listenerCount(event))).toEqual(before)
  }
})
