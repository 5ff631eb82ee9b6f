import { AppError, appError } from '../../../shared/errors.ts'
import type { Engine } from '../engine.ts'
import { type PortHolder, takenPort, toStartError } from '../lib/start-error.ts'
import { toContainer } from './map.ts'
import { RawContainer } from './wire.ts'

export type Action = 'start' | 'stop' | 'restart' | 'kill' | 'pause' | 'unpause' | 'rename' | 'remove'

/** The engine's refusal of an action, told precisely; looks up what the engine's words leave out. Never throws itself. */
export async function explain(error: unknown, engine: Engine, action: Action, id: string, wanted = ''): Promise<unknown> {
  if (!(error instanceof AppError)) return error
  const words = error.detail ?? ''
  if (error.code === 'engine.not-found' && !startsProcess(action)) return appError('container.not-found', { id }, words)
  if (error.code === 'engine.not-found' && /no such container/i.test(words)) return appError('container.not-found', { id }, words)
  if (error.code === 'engine.conflict') return conflict(error, engine, action, id, wanted)
  if (action === 'rename' && /already in use|already exists/i.test(words)) return nameTaken(engine, words, wanted)
  // Podman answers 500 where Docker says 409, to a start too.
  if (/container state improper/.test(words)) return wrongState(engine, action, id, words)
  // A start fails with 400, 404 or 500 by what it failed of (promises.md, fact 9).
  if (startsProcess(action) && /^engine\.(failed|bad-request|not-found)$/.test(error.code))
    return toStartError(words, await holderOf(engine, takenPort(words)?.port ?? null))
  if (/is not running|is not paused|already paused/i.test(words)) return wrongState(engine, action, id, words)
  return error
}

const startsProcess = (action: Action): boolean => action === 'start' || action === 'restart'

async function conflict(error: AppError, engine: Engine, action: Action, id: string, wanted: string): Promise<AppError> {
  const words = error.detail ?? ''
  if (action === 'rename') return nameTaken(engine, words, wanted)
  if (/removal of container .* is already in progress|marked for removal/i.test(words)) return appError('container.removing', { id }, words)
  return wrongState(engine, action, id, words)
}

/** `Conflict. The container name "/db" is already in use by container "0f3a…".` Podman does not say by which. */
async function nameTaken(engine: Engine, words: string, name: string): Promise<AppError> {
  const said = /by container "?([a-f0-9]{12,64})/.exec(words)?.[1]
  const holderId = said ?? (await rows(engine, { name: [name] })).find((row) => row.name === name)?.id ?? ''
  return appError('container.name-taken', { name, holderId, holder: holderId.slice(0, 12) }, words)
}

async function wrongState(engine: Engine, action: Action, id: string, words: string): Promise<AppError> {
  const row = (await rows(engine, { id: [id] }))[0]
  return appError('container.wrong-state', { action, state: row?.state ?? 'unknown', name: row?.name ?? id.slice(0, 12) }, words)
}

/** The running container that publishes this host port; null when it is a process of the host or nothing is known. */
async function holderOf(engine: Engine, port: number | null): Promise<PortHolder | null> {
  if (port === null) return null
  // Between two starts it holds none; and Podman refuses to list by a state it has no word for.
  const holder = (await rows(engine, { status: ['running', 'paused'] })).find((row) => row.ports.some((p) => p.host === port))
  return holder === undefined ? null : { name: holder.name, id: holder.id }
}

/** Whatever goes wrong here must not hide the failure that is being explained. */
async function rows(engine: Engine, filters: Record<string, string[]>): Promise<ReturnType<typeof toContainer>[]> {
  try {
    const items = await engine.call<unknown>({ path: '/containers/json', query: { all: true, filters: JSON.stringify(filters) } })
    const parsed = (Array.isArray(items) ? items : []).map((item) => RawContainer.safeParse(item))
    return parsed.flatMap((raw) => (raw.success ? [toContainer(raw.data, Date.now())] : []))
  } catch {
    return []
  }
}
