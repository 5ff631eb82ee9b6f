import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { get, type IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { socketOf } from '../rig/engine.ts'
import { end } from './bench-page.ts'
import { million } from './material.ts'
import { engine, once as lazily, onEnd } from './shared.ts'

/** Of the log, where it goes in chunks of one byte: 20 000 lines. */
export const SHORT_LINES = 20_000
/** Header, stamp, space, text. */
const FRAME = 8 + 30 + 1 + 107
export const SHORT = SHORT_LINES * FRAME

export const pathOf = (id: string): string => `/v1.41/containers/${id}/logs?stdout=1&stderr=1&timestamps=1&tail=all`

/** The log of the million as the engine sends it, in a file. */
const captured = lazily(async (): Promise<string> => {
  const { host } = await engine()
  const { id } = await million()
  const dir = await mkdtemp(join(tmpdir(), 'gantry-replay-'))
  onEnd(() => rm(dir, { recursive: true, force: true }))
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    get({ socketPath: socketOf(host), path: pathOf(id) }, resolve).on('error', reject)
  })
  await pipeline(answer, createWriteStream(join(dir, 'log')))
  return dir
})

/** The engine's stand-in, in a process of its own; see `replay-server.ts`. */
export const replay = lazily(async () => {
  const { host } = await engine()
  const dir = await captured()
  const socket = join(dir, 's')
  const child = fork(join(import.meta.dirname, 'replay-server.ts'), [socket, socketOf(host), join(dir, 'log')])
  onEnd(() => end(child))
  await once(child, 'message')
  return {
    host: `unix://${socket}`,
    socket,
    /** Writes of so many bytes from now on. */
    setSize: (size: number) => tell(child, { size }),
    /** Bytes of the last answer that left the server. */
    written: async () => (await tell(child, {})).written ?? 0,
  }
})

async function tell(child: ChildProcess, message: object): Promise<{ written?: number }> {
  const answered = once(child, 'message')
  child.send(message)
  return ((await answered) as [{ written?: number }])[0]
}
