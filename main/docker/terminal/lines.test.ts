import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LineEnds, LineInput } from './lines.ts'

function typed(...texts: string[]) {
  const sent: string[] = []
  let echo = ''
  let ends = 0
  const input = new LineInput(
    (text) => {
      echo += text
    },
    (text) => sent.push(text),
    () => ends++,
  )
  for (const text of texts) input.type(text)
  return { echo, sent, ends }
}

describe('a line for a process without a terminal', () => {
  it('is echoed as it is typed and sent whole with Enter', () => {
    expect(typed('ec', 'ho hi')).toEqual({ echo: 'echo hi', sent: [], ends: 0 })
    expect(typed('echo hi\r')).toEqual({ echo: 'echo hi\r\n', sent: ['echo hi\n'], ends: 0 })
    expect(typed('one\rtwo\n\r').sent).toEqual(['one\n', 'two\n', '\n'])
  })

  it.each([
    ['the last letter', 'ab\x7f', 'ab\b \b', 'a\n'],
    ['also as Ctrl+H', 'ab\b', 'ab\b \b', 'a\n'],
    ['nothing where nothing is', '\x7f\x7fa', 'a', 'a\n'],
    ['a wide letter with both its cells', 'a漢\x7f', 'a漢\b \b\b \b', 'a\n'],
    ['a letter beyond 16 bits whole', 'a😀\x7f', 'a😀\b \b\b \b', 'a\n'],
    ['the whole line with Ctrl+U', 'a漢b\x15c', 'a漢b\b \b\b \b\b \b\b \bc', 'c\n'],
  ])('takes back %s', (_what, keys, echo, line) => {
    expect(typed(keys).echo).toBe(echo)
    expect(typed(keys, '\r').sent).toEqual([line])
  })

  it('leaves out what only a terminal would understand', () => {
    const arrows = '\x1b[A\x1b[1;5C\x1bOP\x1b[3~\x1b'
    expect(typed(`a${arrows}b\x03\x1a\r`)).toEqual({ echo: 'ab\r\n', sent: ['ab\n'], ends: 0 })
    expect(typed('a\tb\r').sent).toEqual(['a\tb\n'])
  })

  it('ends the input with Ctrl+D, on an empty line only', () => {
    expect(typed('a\x04').ends).toBe(0)
    expect(typed('a\x7f\x04')).toMatchObject({ ends: 1, sent: [] })
    expect(typed('a\r\x04')).toMatchObject({ ends: 1, sent: ['a\n'] })
  })
})

describe('line ends', () => {
  const converted = (chunks: string[]) => {
    const ends = new LineEnds()
    return Buffer.concat(chunks.map((chunk) => ends.convert(Buffer.from(chunk, 'latin1')))).toString('latin1')
  }

  it('are those of a screen, and stay where they are already', () => {
    expect(converted(['a\nb\r\nc\r', '\n\n'])).toBe('a\r\nb\r\nc\r\n\r\n')
  })

  it('are the same for any chunking', () => {
    const text = fc.string({ unit: fc.constantFrom('\r', '\n', 'a', '\xff') })
    fc.assert(
      fc.property(fc.array(text), (chunks) => {
        expect(converted(chunks)).toBe(converted([chunks.join('')]))
      }),
    )
  })
})
