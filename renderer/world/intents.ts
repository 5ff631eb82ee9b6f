import type { RecordRule } from '../../shared/contract/records.ts'
import type { Session } from '../../shared/contract/terminal.ts'

/**
 * What one feature asks of another without importing it. A feature that answers an intent registers for it;
 * asking for one that nobody answers is a programming error and throws.
 */
export type Intents = {
  /** Follow the logs of these containers in the dock; of those that were just run, from their first line on. */
  'logs.open': { containers: { id: string; name: string }[]; run?: boolean }
  /** Follow the logs of a whole project, or of one service of it, with those that join later. */
  'logs.project': { project: string; service: string | null }
  /** Begin or end recording the logs of a container or a project. */
  'logs.record': { rule: RecordRule; on: boolean }
  /** A shell in this container. */
  'terminal.shell': { container: { id: string; name: string } }
  /** Attach to the main process. */
  'terminal.attach': { container: { id: string; name: string } }
  /** The form that asks how a terminal is opened; `mode` is chosen where the container's state allows it. */
  'terminal.form': { container: { id: string; name: string }; mode?: 'shell' | 'toolbox' }
  /** Bring a session that was opened elsewhere to the front, in a tab of its own. */
  'terminal.show': { session: Session }
  /** The run form, with an image filled in when one is given. */
  'run.open': { image?: string }
  /** Pull this reference (with a tag), showing its progress; the dialog asks for one when none is given. */
  'images.pull': { reference?: string }
  /** The confirm-and-remove of these containers. */
  'containers.remove': { ids: string[] }
}

type Handler<K extends keyof Intents> = (intent: Intents[K]) => void
const handlers = new Map<keyof Intents, Handler<never>>()

export function answer<K extends keyof Intents>(kind: K, handler: Handler<K>): () => void {
  handlers.set(kind, handler as Handler<never>)
  return () => void (handlers.get(kind) === handler && handlers.delete(kind))
}

export function ask<K extends keyof Intents>(kind: K, intent: Intents[K]): void {
  const handler = handlers.get(kind) as Handler<K> | undefined
  if (handler === undefined) throw new Error(`nobody answers ${kind}`)
  handler(intent)
}
