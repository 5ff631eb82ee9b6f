import { randomBytes } from 'node:crypto'
import { printer, sleeper } from './elf.ts'
import { buildImage, type Image, type Step } from './image.ts'
import { bashRoot, busyboxRoot } from './rootfs.ts'
import type { Entry } from './tar.ts'
import { API, HELLO, PAGE, POSTGRES, WEB, WORKER } from './texts.ts'

/** An image seed: what it is called, whether the engine gets it or only the registry, and how it is made. */
export type ImageSeed = {
  readonly name: string
  /** `library/x:tag` is what `x:tag` is pulled from; anything else stands under its own name on the mirror. */
  readonly repositories: readonly string[]
  readonly local: boolean
  make(get: (name: string) => Image): Image
}

const note = (text: string): Record<string, string> => ({ 'org.opencontainers.image.description': `${text}, made by the Gantry sandbox` })
const copy = (what: string, entries: readonly Entry[]): Step => ({ by: `COPY ${what} # buildkit`, entries })
const meta = (by: string): Step => ({ by })
const script = (path: string, content: string): Entry => ({ path, content, mode: 0o755 })
const SECOND = 1_000_000_000

const alpine = (): Image =>
  buildImage({
    created: '2026-10-02T09:00:00Z',
    steps: [copy('rootfs /', busyboxRoot('alpine')), meta('CMD ["/bin/sh"]')],
    config: {
      Cmd: ['/bin/sh'],
      Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'],
      Labels: note("A stand-in of Debian's busybox"),
    },
  })

const web = (base: Image): Image =>
  buildImage({
    from: base,
    created: '2026-10-20T11:30:00Z',
    steps: [
      copy('site /www', [{ path: 'www/index.html', content: PAGE }]),
      copy('serve /bin/serve', [script('bin/serve', WEB)]),
      meta('EXPOSE map[80/tcp:{}]'),
      meta('CMD ["/bin/serve"]'),
    ],
    config: {
      Cmd: ['/bin/serve'],
      ExposedPorts: { '80/tcp': {} },
      WorkingDir: '/www',
      StopSignal: 'SIGKILL',
      Labels: note("busybox's web server"),
    },
  })

const api = (base: Image): Image =>
  buildImage({
    from: base,
    created: '2026-11-03T16:12:00Z',
    steps: [
      copy('package.json /app/', [{ path: 'app/package.json', content: '{ "name": "shop-api", "version": "1.4.2" }\n' }]),
      copy('node_modules /app/node_modules', [{ path: 'app/node_modules/.keep', content: Buffer.alloc(3 << 20, 'gantry ') }]),
      copy('src /app/src', [script('app/src/main', API)]),
      meta('ENV NODE_ENV=production'),
      meta('CMD ["/app/src/main"]'),
    ],
    config: {
      Cmd: ['/app/src/main'],
      WorkingDir: '/app',
      Env: [...(base.config.Env ?? []), 'NODE_ENV=production'],
      StopSignal: 'SIGKILL',
      Labels: note('A chatty service'),
    },
  })

const sick = (base: Image): Image =>
  buildImage({
    from: base,
    created: '2026-11-05T08:00:00Z',
    steps: [meta('HEALTHCHECK &{["CMD-SHELL" "wget -q -O - http://127.0.0.1:8080/health"]}'), meta('CMD ["sleep" "infinity"]')],
    config: {
      Cmd: ['sleep', 'infinity'],
      StopSignal: 'SIGKILL',
      Healthcheck: {
        Test: ['CMD-SHELL', 'wget -q -O - http://127.0.0.1:8080/health || exit 1'],
        Interval: 2 * SECOND,
        Timeout: 2 * SECOND,
        Retries: 1,
      },
      Labels: note('A service whose health check fails'),
    },
  })

/** A hundred megabytes in fourteen layers of unlike sizes; random, so that nothing shrinks on the way. */
const postgres = (base: Image): Image => {
  const sizes = [28, 1, 7, 3, 12, 1, 2, 34, 1, 1, 4, 2, 3]
  const steps = sizes.map(
    (megabytes, index): Step =>
      copy(`part-${String(index)} /usr/share/stand-in/`, [
        { path: `usr/share/stand-in/part-${String(index)}`, content: randomBytes(megabytes << 20) },
      ]),
  )
  return buildImage({
    from: base,
    created: '2026-11-12T18:45:00Z',
    level: 0,
    steps: [
      ...steps,
      copy('docker-entrypoint.sh /usr/local/bin/', [script('usr/local/bin/docker-entrypoint.sh', POSTGRES)]),
      meta('EXPOSE map[5432/tcp:{}]'),
      meta('CMD ["postgres"]'),
    ],
    config: {
      Entrypoint: ['docker-entrypoint.sh'],
      Cmd: ['postgres'],
      ExposedPorts: { '5432/tcp': {} },
      Volumes: { '/var/lib/postgresql/data': {} },
      StopSignal: 'SIGKILL',
      Labels: note('A stand-in of the size of a database image'),
    },
  })
}

const single = (name: string, program: Buffer, created: string, text: string, stop?: string): Image =>
  buildImage({
    created,
    steps: [copy(`${name} /`, [{ path: name, content: program, mode: 0o755 }]), meta(`CMD ["/${name}"]`)],
    config: { Cmd: [`/${name}`], Labels: note(text), ...(stop === undefined ? {} : { StopSignal: stop }) },
  })

/** In the order they are made: a child after its base. */
export const IMAGE_SEEDS: readonly ImageSeed[] = [
  {
    name: 'hello-world',
    repositories: ['library/hello-world:latest'],
    local: false,
    make: () => single('hello', printer(HELLO), '2026-08-08T19:05:17Z', 'A tiny program that prints a greeting'),
  },
  {
    name: 'ubuntu',
    repositories: ['library/ubuntu:24.04', 'library/ubuntu:latest'],
    local: false,
    make: () =>
      buildImage({
        created: '2026-10-28T13:35:17Z',
        steps: [copy('rootfs /', bashRoot('ubuntu')), meta('CMD ["/bin/bash"]')],
        config: {
          Cmd: ['/bin/bash'],
          Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'],
          Labels: note("A stand-in of Debian's bash and core tools"),
        },
      }),
  },
  { name: 'alpine', repositories: ['library/alpine:3.20', 'library/alpine:latest'], local: true, make: alpine },
  {
    name: 'noshell',
    repositories: ['gantry/noshell:latest'],
    local: true,
    make: () => single('pause', sleeper(), '2026-09-01T00:00:00Z', 'One static program and no shell', 'SIGKILL'),
  },
  { name: 'web', repositories: ['gantry/web:1.27', 'gantry/web:latest'], local: true, make: (get) => web(get('alpine')) },
  { name: 'api', repositories: ['gantry/api:1.4.2'], local: true, make: (get) => api(get('alpine')) },
  { name: 'sick', repositories: ['gantry/sick:latest'], local: true, make: (get) => sick(get('alpine')) },
  {
    name: 'worker',
    repositories: ['gantry/worker:dev'],
    local: true,
    make: (get) =>
      buildImage({
        from: get('api'),
        created: '2026-11-18T10:02:00Z',
        steps: [copy('worker /app/src/main', [script('app/src/main', WORKER)])],
        config: { Labels: note('A job that ends') },
      }),
  },
  {
    name: 'postgres',
    repositories: ['library/postgres:17', 'library/postgres:latest'],
    local: false,
    make: (get) => postgres(get('alpine')),
  },
]
