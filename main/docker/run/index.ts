import type { AppContract } from '../../../shared/contract/index.ts'
import { AppError, appError } from '../../../shared/errors.ts'
import type { Handlers } from '../../../shared/rpc/define.ts'
import type { Engine, EngineSource } from '../engine.ts'
import { approveDangers, type ConfirmDanger, judge } from '../lib/danger.ts'
import { type CreateBody, createBody } from './create-body.ts'
import { checkPorts } from './ports.ts'

export type { ConfirmDanger } from '../lib/danger.ts'

/** Creates containers from the run form. Starting is `containers.start`, pulling `images.pull`. */
export const run = (engine: EngineSource, confirmDanger: ConfirmDanger): Handlers<AppContract>['run'] => ({
  ports: ({ ports }, signal) => checkPorts(engine(), ports, signal),

  async create({ spec }) {
    const on = engine()
    const body = createBody(spec)
    await approve(on, spec.name, body, confirmDanger)
    const made = await on
      .call<{ Id: string; Warnings: string[] | null }>({
        method: 'POST',
        path: '/containers/create',
        query: { name: spec.name === '' ? undefined : spec.name },
        body,
      })
      .catch((error: unknown) => {
        throw explain(error, spec)
      })
    const name = spec.name === '' ? await nameOf(on, made.Id) : spec.name
    return { id: made.Id, name, warnings: made.Warnings ?? [] }
  },
})

/** The name the engine chose. The container exists by now: not to learn its name is no failure, its short id serves. */
const nameOf = (engine: Engine, id: string): Promise<string> =>
  engine.call<{ Name: string }>({ path: `/containers/${id}/json` }).then(
    ({ Name }) => Name.replace(/^\//, ''),
    () => id.slice(0, 12),
  )

const approve = async (engine: Engine, name: string, body: CreateBody, confirm: ConfirmDanger): Promise<void> =>
  approveDangers(judge(body, await volumeOptions(engine, body)), confirm, {
    action: 'create',
    container: name,
    image: body.Image,
    command: [...(body.Entrypoint ?? []), ...(body.Cmd ?? [])].join(' '),
  })

/** Driver options of the named volumes that exist already; one that does not will be a plain one. */
async function volumeOptions(engine: Engine, body: CreateBody): Promise<Map<string, Record<string, unknown>>> {
  const found = new Map<string, Record<string, unknown>>()
  for (const bind of body.HostConfig.Binds) {
    const name = bind.slice(0, bind.indexOf(':'))
    if (!/^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/.test(name)) continue
    const volume = await engine.call<{ Options: Record<string, unknown> | null }>({ path: `/volumes/${name}` }).catch((error: unknown) => {
      if (error instanceof AppError && error.code.endsWith('not-found')) return null
      throw error
    })
    if (volume?.Options) found.set(name, volume.Options)
  }
  return found
}

/** 404 at create means the image; 409 the name (API 1.41, ContainerCreate), for which Podman answers 500. */
function explain(error: unknown, { image, name }: { image: string; name: string }): unknown {
  if (!(error instanceof AppError)) return error
  if (error.code === 'engine.not-found') return appError('image.not-found', { image }, error.detail)
  if (error.code === 'engine.conflict' || /container name .* already in use/i.test(error.detail ?? ''))
    return appError('container.name-taken', { name }, error.detail)
  return error
}
