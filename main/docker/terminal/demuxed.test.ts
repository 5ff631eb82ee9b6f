import { Duplex } from 'node:stream'
import { expect, test } from 'vitest'
import { demuxed } from './demuxed.ts'

const frame = (type: number, text: string): Buffer => {
  const head = Buffer.alloc(8)
  head[0] = type
  head.writeUInt32BE(Buffer.byteLength(text), 4)
  return Buffer.concat([head, Buffer.from(text)])
}
const engine = () => new Duplex({ read: () => undefined, write: (_chunk, _encoding, done) => done() })
const all = async (stream: Duplex): Promise<string> => {
  let text = ''
  for await (const chunk of stream) text += String(chunk)
  return text
}

test('both outputs come in their order, however they are cut', async () => {
  const raw = engine()
  const whole = Buffer.concat([frame(1, 'one '), frame(2, 'two '), frame(1, 'three')])
  const read = all(demuxed(raw))
  for (const byte of whole) raw.push(Buffer.from([byte]))
  raw.push(null)
  expect(await read).toBe('one two three')
})

test('what the engine says of a damaged stream is shown, and ends it', async () => {
  const raw = engine()
  const read = all(demuxed(raw))
  raw.push(Buffer.concat([frame(1, 'before'), frame(3, 'the log\x1b[2J broke'), frame(1, 'after')]))
  const text = await read
  expect(text).toMatch(/^before\n.*the log \[2J broke.*\n$/)
  expect(raw.destroyed).toBe(true)
})
