import headless from '@xterm/headless'
import { expect, test } from 'vitest'
import { type FileLinkEvents, fileLinks } from './file-links.ts'

const events: FileLinkEvents = { activate: () => undefined, hover: () => undefined, leave: () => undefined }

/** The links of a row, in a terminal twenty cells wide. */
async function links(bytes: string, row: number) {
  const terminal = new headless.Terminal({ cols: 20, rows: 6, allowProposedApi: true })
  await new Promise<void>((done) => terminal.write(bytes, done))
  let found: { text: string; range: object }[] = []
  fileLinks(terminal as never, events).provideLinks(row, (given) => {
    found = given?.map(({ text, range }) => ({ text, range })) ?? []
  })
  terminal.dispose()
  return found
}

test('a place covers its own cells, whatever stands before it', async () => {
  expect(await links('a/b.ts:1:2', 1)).toEqual([{ text: 'a/b.ts:1:2', range: { start: { x: 1, y: 1 }, end: { x: 10, y: 1 } } }])
  // Two cells wide; two units long.
  expect(await links('漢 😀 \x1b[31ma/b.ts:1\x1b[0m x', 1)).toEqual([
    { text: 'a/b.ts:1', range: { start: { x: 6, y: 1 }, end: { x: 13, y: 1 } } },
  ])
  expect(await links('nothing here', 1)).toEqual([])
})

test('a place that is wrapped is one, found from each of its rows', async () => {
  const long = `${'x '.repeat(5)}some/folder/of/mine/name.go:120:7 end`
  const whole = { text: 'some/folder/of/mine/name.go:120:7', range: { start: { x: 11, y: 1 }, end: { x: 3, y: 3 } } }
  for (const row of [1, 2, 3]) expect(await links(long, row), `row ${String(row)}`).toEqual([whole])
  // A line of its own is none of it.
  expect(await links(`${'a/'.repeat(10)}\r\nb.ts:1`, 2)).toEqual([
    { text: 'b.ts:1', range: { start: { x: 1, y: 2 }, end: { x: 6, y: 2 } } },
  ])
})
