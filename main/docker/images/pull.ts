import type { Readable } from 'node:stream'
import { type AppError, appError } from '../../../shared/errors.ts'
import type { Reference } from '../../../shared/reference.ts'
import type { Engine } from '../engine.ts'
import { toAppError } from '../lib/to-app-error.ts'
import { pullError } from './pull-error.ts'
import { type PullMessage, pullMessages } from './pull-messages.ts'
import { type Progress, takeIn } from './pull-progress.ts'

/** What a pull sends along; see `main/registry`. */
export type PullAuth = { header: string | undefined; problem: string | null }

/** The engine wants the digest in `tag` as well. Never without one: it would pull every tag. */
const query = ({ domain, path, tag, digest }: Reference) => ({ fromImage: `${domain}/${path}`, tag: digest ?? tag ?? 'latest' })

async function* read(engine: Engine, reference: Reference, auth: PullAuth, signal: AbortSignal): AsyncGenerator<PullMessage> {
  const response: Readable = await engine.open({
    method: 'POST',
    path: '/images/create',
    query: query(reference),
    registryAuth: auth.header,
    signal,
  })
  // Closing the connection is the only way to tell the engine that nobody wants it any more.
  const close = () => void response.destroy()
  signal.addEventListener('abort', close, { once: true })
  try {
    yield* pullMessages(response as AsyncIterable<Uint8Array>)
  } finally {
    signal.removeEventListener('abort', close)
    close()
  }
}

/** Podman ends without a word of success: the image itself is the proof. */
async function isHere(engine: Engine, { domain, path, tag, digest }: Reference, signal: AbortSignal): Promise<boolean> {
  const name = encodeURI(`${domain}/${path}${digest === null ? `:${tag ?? 'latest'}` : `@${digest}`}`)
  return await engine.call({ path: `/images/${name}/json`, signal }).then(
    () => true,
    () => false,
  )
}

function mapped(error: unknown, reference: Reference, auth: PullAuth): AppError {
  const failure = toAppError(error)
  // The first failures come as a status, later ones in the stream after 200; the words are the same.
  const spoken = failure.detail !== undefined && /^engine\.(?!timeout)/.test(failure.code)
  return spoken ? pullError(failure.detail, reference, auth.problem) : failure
}

/**
 * Pulls one reference to its end. Rejects with an `AppError`; an end without a word of success is a failure too.
 * @param onChange called after each message that changed `progress`.
 */
export async function runPull(
  engine: Engine,
  reference: Reference,
  auth: PullAuth,
  progress: Progress,
  onChange: () => void,
  signal: AbortSignal,
): Promise<void> {
  try {
    for await (const message of read(engine, reference, auth, signal)) if (takeIn(progress, message)) onChange()
  } catch (error) {
    throw mapped(error, reference, auth)
  }
  if (signal.aborted) throw appError('rpc.cancelled')
  if (progress.failure !== null) throw pullError(progress.failure, reference, auth.problem)
  if (progress.complete) return
  if (engine.info.kind === 'podman' && (await isHere(engine, reference, signal))) return
  throw appError('image.pull-incomplete', { reference: reference.path })
}
