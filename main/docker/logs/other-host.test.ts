import { expect, it } from 'vitest'
import type { Engine } from '../engine.ts'
import { logs } from '../logs.ts'

/** The engine that is chosen; whatever is asked of it fails the test. */
const chosen = { host: { name: 'beta', address: 'unix:///b.sock' } } as unknown as Engine
const handlers = logs(() => chosen)
const host = { name: 'alpha', address: 'unix:///a.sock' }
const id = 'a'.repeat(64)
const signal = () => new AbortController().signal
const at = { sec: 1, nano: 0, tie: 0 }
const pattern = { text: 'x', regex: false, matchCase: false, wholeWord: false }

const asked: [string, () => AsyncIterable<unknown>][] = [
  ['search', () => handlers.search({ sources: [{ id }], pattern, max: 1, host }, signal())],
  ['around', () => handlers.around({ id, at, before: 1, after: 1, host }, signal())],
  ['export', () => handlers.export({ sources: [{ id, name: 'x' }], format: 'text', stamps: false, host }, signal())],
  ['save', () => handlers.save({ id, stamps: false, host }, signal())],
]

it.each(asked)('%s of another host’s log asks nothing of the one that is chosen', async (_name, ask) => {
  const all = async () => {
    for await (const _one of ask());
  }
  await expect(all()).rejects.toMatchObject({ code: 'host.switched', params: {}, detail: 'alpha' })
})
