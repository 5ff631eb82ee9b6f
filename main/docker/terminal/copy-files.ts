import { pipeline, Transform } from 'node:stream'
import { appError } from '../../../shared/errors.ts'
import type { Engine } from '../engine.ts'
import { linkSignals } from '../lib/signals.ts'
import type { Opening } from './openings.ts'

/** Where the files of a container that does not run are copied to in its toolbox. */
export const COPIED = '/container'

/** Only so much at a time is in our memory as the engine has not taken yet. Rejects as `Engine.open` does, and where the files break off. */
export async function copyFiles(engine: Engine, from: string, to: string, opening: Pick<Opening, 'signal' | 'copied'>): Promise<void> {
  const cut = new AbortController()
  const { signal, unlink } = linkSignals([opening.signal, cut.signal])
  try {
    const files = await engine.open({ path: `/containers/${from}/export`, signal })
    // What breaks or closes before its end ends the other request: the engine would wait for the rest as long as it is open.
    const upload = pipeline(files, counted(opening), (error) => {
      if (error) cut.abort(error.code === 'ERR_STREAM_PREMATURE_CLOSE' ? appError('host.lost') : error)
    })
    try {
      const answer = await engine.open({ method: 'PUT', path: `/containers/${to}/archive`, query: { path: COPIED }, upload, signal })
      for await (const _ of answer) {
        // It has nothing to say when all is there.
      }
    } finally {
      files.destroy()
    }
  } finally {
    unlink()
  }
}

const counted = ({ copied }: Pick<Opening, 'copied'>): Transform =>
  new Transform({
    transform(chunk: Buffer, _encoding, done) {
      copied(chunk.length)
      done(null, chunk)
    },
  })
