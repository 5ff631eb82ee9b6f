/** A process that reads a log from a unix socket in one of three ways, as often as it is told, and tells what CPU that took. */
import { get, type IncomingMessage } from 'node:http'
import type { Engine } from '../../main/docker/engine.ts'
import { Demuxer } from '../../main/docker/lib/demux.ts'
import { connectTestEngine } from '../../main/docker/lib/test-engine.ts'
import { Follow } from '../../main/docker/logs/follow.ts'
import { END_MASK, type LogColumns, NOTICE, readBatch } from '../../shared/log-batch.ts'

export type Task = { way: 'bare' | 'demux' | 'lines'; host: string; id: string; path: string; lines: number }
/** Milliseconds of CPU; lines and bytes of text where that way knows them. */
export type Drained = { cpu: number; bytes: number; lines: number }
export type DrainFailure = { failed: string }

const engines = new Map<string, Promise<Engine>>()

const ask = (host: string, path: string) =>
  new Promise<IncomingMessage>((resolve, reject) => {
    get({ socketPath: host.replace('unix://', ''), path, agent: false }, resolve).on('error', reject)
  })

const WAYS: Record<Task['way'], (task: Task) => Promise<Omit<Drained, 'cpu'>>> = {
  /** http and nothing else. */
  async bare({ host, path }) {
    let bytes = 0
    for await (const chunk of await ask(host, path)) bytes += (chunk as Buffer).length
    return { bytes, lines: 0 }
  },
  /** And the frames taken apart. */
  async demux({ host, path }) {
    let [bytes, lines] = [0, 0]
    const demuxer = new Demuxer((_stderr, _chunk, start, end, _first, last) => {
      bytes += end - start
      if (last) lines++
    })
    for await (const chunk of await ask(host, path)) demuxer.push(chunk as Buffer)
    return { bytes, lines }
  },
  /** The whole way of the app's backend: connection, frames, stamps, lines, batches. */
  async lines({ host, id, lines: wanted }) {
    const engine = await (engines.get(host) ?? remember(host))
    const stop = new AbortController()
    let [bytes, lines] = [0, 0]
    for await (const batch of new Follow(() => engine, [{ id }], { tail: 'all' }, false).batches(stop.signal)) {
      const columns = readBatch(batch)
      lines += columns.count - columns.notices
      bytes += columns.text.length - (columns.notices === 0 ? 0 : noticeBytes(columns))
      if (lines >= wanted) break
    }
    return { bytes, lines }
  },
}

function noticeBytes({ count, nano, place }: LogColumns): number {
  const end = (i: number) => (place[i] ?? 0) & END_MASK
  let bytes = 0
  for (let i = 0; i < count; i++) if ((nano[i] ?? 0) >= NOTICE) bytes += end(i) - (i === 0 ? 0 : end(i - 1))
  return bytes
}

function remember(host: string): Promise<Engine> {
  const engine = connectTestEngine(host)
  engines.set(host, engine)
  return engine
}

process.on('message', (task: Task) => {
  run(task).catch((error: unknown) => process.send?.({ failed: String(error) } satisfies DrainFailure))
})
process.once('disconnect', () => process.exit(0))

async function run(task: Task): Promise<void> {
  const before = process.cpuUsage()
  const drained = await WAYS[task.way](task)
  const { user, system } = process.cpuUsage(before)
  process.send?.({ ...drained, cpu: (user + system) / 1000 } satisfies Drained)
}
