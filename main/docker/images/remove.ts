import { AppError, appError, type Params } from '../../../shared/errors.ts'
import type { Engine } from '../engine.ts'

type Removed = { Untagged?: string; Deleted?: string }

/**
 * What stands in the way, from the engine's words of a 409 (moby, daemon/images/image_delete.go):
 * `(must be forced)` and `(must force)` against `(cannot be forced)`.
 */
export function blocked(words: string): AppError {
  // Podman says "image used by ID"; its force would remove the container as well, so it is none here.
  const container = /(?:container|used by) ([a-f0-9]{12,64})/.exec(words)?.[1]
  const params: Params = { forcible: /must be forced|must force/i.test(words), blocker: 'unknown' }
  if (/dependent child images/i.test(words)) params['blocker'] = 'children'
  else if (/multiple repositories/i.test(words)) params['blocker'] = 'tags'
  else if (container !== undefined) {
    params['blocker'] = 'container'
    params['container'] = container
    // Of a name's last container the engine does not say which it is.
    const state = /(running|stopped) container/i.exec(words)?.[1]
    if (state !== undefined) params['running'] = state === 'running'
  }
  return appError('image.in-use', params, words)
}

/**
 * Removes by a tag (untags; the last tag takes the image along) or by id.
 * @param force never reaches Podman, whose force removes the containers made from the image too: nobody was asked about those.
 */
export async function removeImage(engine: Engine, name: string, force: boolean): Promise<{ untagged: string[]; deleted: string[] }> {
  try {
    // Taking large layers off the disk may take its time: no deadline.
    const rows = await engine.call<Removed[] | undefined>(
      { method: 'DELETE', path: `/images/${encodeURI(name)}`, query: { force: force && engine.info.kind === 'docker' ? 1 : undefined } },
      null,
    )
    return {
      untagged: (rows ?? []).flatMap((row) => row.Untagged ?? []),
      deleted: (rows ?? []).flatMap((row) => row.Deleted ?? []),
    }
  } catch (error) {
    if (error instanceof AppError && error.code === 'engine.conflict') throw blocked(error.detail ?? '')
    if (error instanceof AppError && error.code === 'engine.not-found') return { untagged: [], deleted: [] }
    throw error
  }
}
