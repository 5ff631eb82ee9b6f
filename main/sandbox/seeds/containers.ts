import type { DockerApi } from '../docker-api.ts'

type ContainerSeed = {
  readonly name: string
  readonly body: Readonly<Record<string, unknown>>
  /** What happens to it after it was created. */
  readonly steps?: readonly ('start' | 'pause' | 'wait')[]
}

const service = (project: string, name: string): { readonly Labels: Record<string, string> } => ({
  Labels: {
    'com.docker.compose.project': project,
    'com.docker.compose.service': name,
    'com.docker.compose.container-number': '1',
    'com.docker.compose.oneoff': 'False',
    'com.docker.compose.project.working_dir': `/home/you/${project}`,
    'com.docker.compose.project.config_files': `/home/you/${project}/compose.yaml`,
  },
})

const NETWORK = 'shop_default'
const VOLUME = 'shop_db-data'
const inShop = (alias: string): object => ({ NetworkingConfig: { EndpointsConfig: { [NETWORK]: { Aliases: [alias] } } } })

/** The engine picks the port of the machine when `HostPort` is 0: two sandboxes never collide. */
const publish = (port: number): object => ({ PortBindings: { [`${String(port)}/tcp`]: [{ HostIp: '127.0.0.1', HostPort: '0' }] } })

const CONTAINERS: readonly ContainerSeed[] = [
  {
    name: 'shop-db-1',
    body: {
      Image: 'alpine:3.20',
      Cmd: ['sleep', 'infinity'],
      StopSignal: 'SIGKILL',
      Env: ['POSTGRES_USER=shop', 'POSTGRES_PASSWORD=not-a-secret'],
      ...service('shop', 'db'),
      HostConfig: { NetworkMode: NETWORK, Binds: [`${VOLUME}:/var/lib/postgresql/data`], RestartPolicy: { Name: 'unless-stopped' } },
      ...inShop('db'),
    },
    steps: ['start'],
  },
  {
    name: 'shop-api-1',
    body: {
      Image: 'gantry/api:1.4.2',
      Env: ['DATABASE_URL=postgres://shop@db/shop'],
      ...service('shop', 'api'),
      HostConfig: { NetworkMode: NETWORK, RestartPolicy: { Name: 'unless-stopped' } },
      ...inShop('api'),
    },
    steps: ['start'],
  },
  {
    name: 'shop-web-1',
    body: {
      Image: 'gantry/web:1.27',
      ExposedPorts: { '80/tcp': {} },
      ...service('shop', 'web'),
      HostConfig: { NetworkMode: NETWORK, ...publish(80) },
      ...inShop('web'),
    },
    steps: ['start'],
  },
  {
    name: 'shop-migrate-1',
    body: { Image: 'gantry/worker:dev', ...service('shop', 'migrate'), HostConfig: { NetworkMode: NETWORK } },
    steps: ['start', 'wait'],
  },
  { name: 'mailer', body: { Image: 'gantry/sick:latest' }, steps: ['start'] },
  { name: 'nightly-import', body: { Image: 'gantry/worker:dev', Env: ['FAIL=yes'] }, steps: ['start', 'wait'] },
  { name: 'tunnel', body: { Image: 'gantry/noshell:latest' }, steps: ['start'] },
  { name: 'scratchpad', body: { Image: 'alpine:3.20', Cmd: ['sh'], Tty: true, OpenStdin: true } },
  { name: 'resting', body: { Image: 'alpine:3.20', Cmd: ['sleep', 'infinity'], StopSignal: 'SIGKILL' }, steps: ['start', 'pause'] },
]

/** Running, exited (0 and 3), created, paused and unhealthy containers, four of them one compose project. */
export const seedContainers = async (api: DockerApi, report: (name: string) => void): Promise<void> => {
  await api.call('POST', '/networks/create', {
    Name: NETWORK,
    Driver: 'bridge',
    Labels: { 'com.docker.compose.project': 'shop', 'com.docker.compose.network': 'default' },
  })
  await api.call('POST', '/volumes/create', {
    Name: VOLUME,
    Labels: { 'com.docker.compose.project': 'shop', 'com.docker.compose.volume': 'db-data' },
  })
  for (const { name, body, steps = [] } of CONTAINERS) {
    report(name)
    const { Id } = (await api.call('POST', `/containers/create?name=${name}`, body)) as { Id: string }
    for (const step of steps) await api.call('POST', `/containers/${Id}/${step}`)
  }
}
