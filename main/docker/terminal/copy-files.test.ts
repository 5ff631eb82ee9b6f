import { getEventListeners } from 'node:events'
import { PassThrough, Readable } from 'node:stream'
import { expect, it } from 'vitest'
import type { Engine, EngineRequest } from '../engine.ts'
import { toAppError } from '../lib/to-app-error.ts'
import { copyFiles } from './copy-files.ts'

/** An engine that gives these files, and answers an upload once it has all of it, as `Engine.open` does. */
function engineOf(files: Readable) {
  const taken: Buffer[] = []
  const open = async ({ upload, signal }: EngineRequest) => {
    if (upload === undefined) return files
    const ended = new AbortController()
    const cut = new Promise<never>((_, reject) => {
      signal?.addEventListener('abort', () => reject(toAppError(signal.reason)), { once: true, signal: ended.signal })
    })
    const all = (async () => {
      for await (const chunk of (upload as Readable).pipe(new PassThrough())) taken.push(chunk as Buffer)
    })()
    await Promise.race([all, cut]).finally(() => ended.abort())
    return Readable.from([])
  }
  return { engine: { open } as unknown as Engine, taken }
}

const opening = () => {
  const asker = new AbortController()
  let bytes = 0
  const copied = (more: number) => {
    bytes += more
  }
  return { asker, bytes: () => bytes, signal: asker.signal, copied }
}

it('copies all there is, counts it, and leaves nothing on the signal of whoever asked', async () => {
  const { engine, taken } = engineOf(Readable.from([Buffer.from('ab'), Buffer.from('cde')]))
  const going = opening()
  await copyFiles(engine, 'from', 'to', going)
  expect([String(Buffer.concat(taken)), going.bytes()]).toEqual(['abcde', 5])
  expect(getEventListeners(going.signal, 'abort')).toEqual([])
})

it('files that break, or close before their end, end the upload', async () => {
  for (const error of [undefined, new Error('cut')]) {
    const files = new PassThrough()
    files.on('error', () => undefined)
    const { engine, taken } = engineOf(files)
    const done = copyFiles(engine, 'from', 'to', opening())
    done.catch(() => undefined)
    files.write('ab')
    await expect.poll(() => taken.length).toBe(1)
    files.destroy(error)
    await expect(done).rejects.toMatchObject(error === undefined ? { code: 'host.lost' } : { detail: 'cut' })
  }
})

it('ends with whoever asked', async () => {
  const files = new PassThrough()
  const going = opening()
  const done = copyFiles(engineOf(files).engine, 'from', 'to', going)
  done.catch(() => undefined)
  files.write('ab')
  await expect.poll(going.bytes).toBe(2)
  going.asker.abort()
  await expect(done).rejects.toThrow()
  expect(files.destroyed).toBe(true)
})
