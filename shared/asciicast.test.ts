import { expect, test } from 'vitest'
import { CastError, parseCast, sizeOf, writeEvent, writeHeader } from './asciicast.ts'

const header = { cols: 80, rows: 24, title: 'web · sh', since: 1_700_000_000.4 }
const why = (text: string): string => {
  try {
    parseCast(text)
    return 'played'
  } catch (error) {
    return error instanceof CastError ? `${error.why} ${String(error.line)}` : 'another error'
  }
}

test('what is written is read again, every character of it', () => {
  const data = '\x1b[31mrot\x1b[0m "quoted" \\ \r\n 😀 漢 \u2028\0'
  const cast = parseCast(
    writeHeader(header) + writeEvent({ at: 0.5, kind: 'o', data }) + writeEvent({ at: 1.25, kind: 'r', data: '100x30' }),
  )
  expect(cast).toEqual({
    cols: 80,
    rows: 24,
    idleLimit: null,
    duration: 1.25,
    cut: null,
    events: [
      { at: 0.5, kind: 'o', data },
      { at: 1.25, kind: 'r', data: '100x30' },
    ],
  })
})

test('a file that is none says where and why', () => {
  expect(why('')).toBe('empty 1')
  expect(why('hello')).toBe('header 1')
  expect(why('[1,2]')).toBe('header 1')
  expect(why('{"version":1,"width":80,"height":24}')).toBe('version 1')
  for (const size of ['0', '1e9', '"80"', 'null', '80.5']) expect(why(`{"version":2,"width":${size},"height":24}`)).toBe('size 1')
  const good = writeHeader(header)
  for (const line of ['x', '{}', '["a","o","b"]', '[-1,"o","b"]', '[1,"o",7]'])
    expect(why(`${good}${line}\n${writeEvent({ at: 1, kind: 'o', data: 'a' })}`)).toBe('event 2')
})

test('a recording that was cut off plays up to its last whole event; markers are passed over; time never runs back', () => {
  const text = `${writeHeader(header)}[2,"o","a"]\n[3,"m","here"]\n[1,"o","b"]\n[4,"o","c`
  const { events, cut } = parseCast(text)
  expect(events).toEqual([
    { at: 2, kind: 'o', data: 'a' },
    { at: 2, kind: 'o', data: 'b' },
  ])
  expect(cut).toBe(5)
})

test('version 3 counts from the event before, has comments, and its size in the terminal', () => {
  const text = `{"version":3,"term":{"cols":90,"rows":30},"idle_time_limit":1.5,"title":"t"}\r
# a comment
[0.5,"o","a"]\r
[1,"later kind",7]
[0.25,"r","100x40"]
[2,"x","0"]
`
  expect(parseCast(text)).toEqual({
    cols: 90,
    rows: 30,
    idleLimit: 1.5,
    duration: 3.75,
    cut: null,
    events: [
      { at: 0.5, kind: 'o', data: 'a' },
      { at: 1.75, kind: 'r', data: '100x40' },
    ],
  })
  expect(why('{"version":3,"width":80,"height":24}')).toBe('size 1')
  expect(why('{"version":3,"term":{"cols":80,"rows":24}}\n# fine\nnot fine\n[1,"o",""]')).toBe('event 3')
  expect(parseCast('{"version":2,"width":80,"height":24,"idle_time_limit":"2"}').idleLimit).toBeNull()
})

test('a size is one a terminal can have', () => {
  expect(sizeOf('120x40')).toEqual({ cols: 120, rows: 40 })
  for (const none of ['', 'x', '0x1', '99999x10', '80x24x3', '80X24']) expect(sizeOf(none)).toBeNull()
})
