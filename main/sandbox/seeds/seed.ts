import type { DockerApi } from '../docker-api.ts'
import type { SandboxStep } from '../types.ts'
import { seedContainers } from './containers.ts'
import type { Image } from './image.ts'
import { IMAGE_SEEDS } from './images.ts'
import { push } from './push.ts'

type SeedOptions = {
  readonly api: DockerApi
  readonly registry: string
  readonly seed: boolean | readonly string[]
  readonly report: (step: SandboxStep) => void
}

/** Pulls what stands on the mirror, under the name it has on Docker Hub. */
const pull = async (api: DockerApi, repository: string): Promise<void> => {
  const [name = '', tag = ''] = repository.replace(/^library\//, '').split(':')
  await api.call('POST', `/images/create?fromImage=${encodeURIComponent(name)}&tag=${tag}`)
}

/** Makes the images, pushes them to the registry, lets the engine pull its share, then makes the containers. */
export const seedAll = async ({ api, registry, seed, report }: SeedOptions): Promise<void> => {
  const wants = (name: string): boolean => (typeof seed === 'boolean' ? seed : seed.includes(name))
  const made = new Map<string, Image>()
  const get = (name: string): Image => {
    const known = made.get(name)
    if (known !== undefined) return known
    const found = IMAGE_SEEDS.find((one) => one.name === name)
    if (found === undefined) throw new Error(`no image seed is called ${name}`)
    const image = found.make(get)
    made.set(name, image)
    return image
  }
  for (const { name, repositories, local } of IMAGE_SEEDS) {
    if (!wants(name)) continue
    report({ code: 'images', detail: name })
    await push(registry, get(name), repositories)
    if (local) for (const repository of repositories) await pull(api, repository)
  }
  if (wants('containers')) await seedContainers(api, (detail) => report({ code: 'containers', detail }))
}
