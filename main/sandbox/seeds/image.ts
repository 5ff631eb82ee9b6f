import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { type Entry, tar } from './tar.ts'

/** The parts of an image's configuration the seeds use, in the engine's own spelling. */
export type ImageConfig = {
  readonly Env?: readonly string[]
  readonly Entrypoint?: readonly string[]
  readonly Cmd?: readonly string[]
  readonly WorkingDir?: string
  readonly User?: string
  readonly ExposedPorts?: Readonly<Record<string, object>>
  readonly Volumes?: Readonly<Record<string, object>>
  readonly Labels?: Readonly<Record<string, string>>
  readonly StopSignal?: string
  readonly Healthcheck?: {
    readonly Test: readonly string[]
    readonly Interval?: number
    readonly Timeout?: number
    readonly Retries?: number
  }
}

/** One step of an image's history; a step without entries is a metadata line. */
export type Step = { readonly by: string; readonly entries?: readonly Entry[] }

export type Blob = { readonly digest: string; readonly data: Buffer }
type Layer = Blob & { readonly diffId: string }
type History = { readonly created: string; readonly created_by: string; readonly empty_layer?: true }

/** An image ready to be pushed: its layers, configuration and history. */
export type Image = {
  readonly layers: readonly Layer[]
  readonly history: readonly History[]
  readonly config: ImageConfig
  readonly created: string
}

const sha256 = (data: Buffer): string => `sha256:${createHash('sha256').update(data).digest('hex')}`

/** Level 1: the traffic stays on the machine, the time is the newcomer's. Level 0 for what does not compress anyway. */
const layer = (entries: readonly Entry[], level: 0 | 1): Layer => {
  const plain = tar(entries)
  const data = gzipSync(plain, { level })
  return { digest: sha256(data), data, diffId: sha256(plain) }
}

type ImageOptions = {
  readonly from?: Image
  readonly steps: readonly Step[]
  readonly config?: ImageConfig
  readonly created: string
  readonly level?: 0 | 1
}

/** Builds an image, on `from` or from nothing. Layers of `from` are shared, its configuration is inherited. */
export const buildImage = ({ from, steps, config = {}, created, level = 1 }: ImageOptions): Image => ({
  layers: [...(from?.layers ?? []), ...steps.flatMap((step) => (step.entries === undefined ? [] : [layer(step.entries, level)]))],
  history: [
    ...(from?.history ?? []),
    ...steps.map((step): History => ({ created, created_by: step.by, ...(step.entries === undefined ? { empty_layer: true } : {}) })),
  ],
  config: { ...from?.config, ...config, Labels: { ...from?.config.Labels, ...config.Labels } },
  created,
})

const ARCHITECTURE: Readonly<Record<string, string>> = { x64: 'amd64', arm64: 'arm64' }

/** The manifest (image manifest version 2, schema 2) and every blob it names. */
export const manifestOf = (image: Image): { readonly manifest: Buffer; readonly blobs: readonly Blob[] } => {
  const config = Buffer.from(
    JSON.stringify({
      architecture: ARCHITECTURE[process.arch] ?? process.arch,
      os: 'linux',
      created: image.created,
      config: image.config,
      rootfs: { type: 'layers', diff_ids: image.layers.map((one) => one.diffId) },
      history: image.history,
    }),
  )
  const configBlob = { digest: sha256(config), data: config }
  const type = 'application/vnd.docker'
  const manifest = {
    schemaVersion: 2,
    mediaType: MANIFEST_TYPE,
    config: { mediaType: `${type}.container.image.v1+json`, size: config.length, digest: configBlob.digest },
    layers: image.layers.map((one) => ({ mediaType: `${type}.image.rootfs.diff.tar.gzip`, size: one.data.length, digest: one.digest })),
  }
  return { manifest: Buffer.from(JSON.stringify(manifest)), blobs: [configBlob, ...image.layers] }
}

export const MANIFEST_TYPE = 'application/vnd.docker.distribution.manifest.v2+json'
