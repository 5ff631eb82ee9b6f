import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { OutputMark } from '../../../shared/contract/terminal.ts'
import { Channel } from './channel.ts'
import { headless } from './headless.ts'
import { Mirror } from './mirror.ts'
import { pieces, WholeCharacters } from './whole.ts'

const TEXT = '“quoted” — 「漢字。」 👨‍👩‍👧 🀄 e\u0301|'
const chunksOf = (text: string, size: number) => {
  const bytes = new TextEncoder().encode(text)
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) => bytes.slice(at * size, (at + 1) * size))
}

test.each([1, 2, 3, 5, 7])('a session cut into chunks of %i bytes shows every character, to a page and to the next one', async (size) => {
  const newScreen = await headless()
  const shown = { cols: 80, rows: 5 }
  const channel = new Channel({ pause: () => undefined, resume: () => undefined }, new Mirror(newScreen, shown))
  const look = async (stop: (item: OutputMark | Uint8Array) => boolean) => {
    const { terminal } = newScreen({ ...shown, scrollback: 100 })
    for await (const item of channel.read(new AbortController().signal)) {
      if (item instanceof Uint8Array) await new Promise<void>((resolve) => terminal.write(item, resolve))
      if (stop(item)) break
    }
    const line = terminal.buffer.active.getLine(0)?.translateToString(true)
    terminal.dispose()
    return line
  }
  let live: () => void = () => undefined
  const begun = new Promise<void>((resolve) => {
    live = resolve
  })
  const first = look((item) => {
    if (!(item instanceof Uint8Array)) live()
    return false
  })
  await begun
  for (const chunk of chunksOf(TEXT, size)) {
    channel.push(chunk)
    // Each is read before the next one comes.
    await new Promise((resolve) => setImmediate(resolve))
  }
  channel.end()
  expect(await first).toBe(TEXT)
  expect(await look((item) => !(item instanceof Uint8Array) && item.t === 'live')).toBe(TEXT)
})

test('nothing is lost or doubled, of text and of bytes that are none', () => {
  const data = fc.oneof(
    fc.string({ unit: 'binary' }).map((text) => new TextEncoder().encode(text)),
    fc.uint8Array({ maxLength: 64 }),
  )
  fc.assert(
    fc.property(data, fc.integer({ min: 1, max: 9 }), (bytes, size) => {
      const whole = new WholeCharacters()
      const out: number[] = []
      for (let at = 0; at < bytes.length; at += size) out.push(...whole.push(bytes.subarray(at, at + size)))
      expect([...out, ...whole.end()]).toEqual([...bytes])
      const cut = [...pieces(bytes, size + 3)]
      expect(cut.flatMap((piece) => [...piece])).toEqual([...bytes])
      expect(cut.every((piece) => piece.length > 0 && piece.length <= size + 3)).toBe(true)
    }),
  )
})

test('each chunk of a text is text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 4, max: 9 }), (text, size) => {
      const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
      const bytes = new TextEncoder().encode(text)
      const whole = new WholeCharacters()
      const back = chunksOf(text, size).map((chunk) => decoder.decode(whole.push(chunk)))
      expect(back.join('')).toBe(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes))
      expect([...pieces(bytes, size)].map((piece) => decoder.decode(piece)).join('')).toBe(back.join(''))
    }),
  )
})
