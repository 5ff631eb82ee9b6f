import type { Image } from '../../../shared/contract/images.ts'

/** A row of `/images/json`, as loosely as engines fill it. */
export type ImageSummary = {
  Id: string
  RepoTags?: string[] | null
  RepoDigests?: string[] | null
  Created?: number | string | null
  Size?: number | null
  /** API ≥ 1.47 with `manifests=1`, containerd store only. */
  Manifests?: { Kind?: string }[] | null
}

/** The parts of `/images/{id}/json` that are used here. */
export type ImageInspect = ImageSummary & {
  RootFS?: { Layers?: string[] | null } | null
}

/** `<none>:<none>` up to API 1.42, empty from 1.43, null in Podman; one missing half is left out as well. */
const real = (names: string[] | null | undefined): string[] =>
  (names ?? []).filter((name) => !name.startsWith('<none>') && !name.endsWith(':<none>'))

/** Podman leaves the algorithm out of some ids. */
export const fullId = (id: string): string => (/^[a-f0-9]{64}$/.test(id) ? `sha256:${id}` : id)

/** Seconds since the epoch; 0 = unknown: missing, 0, before 1970 or not a date (a build without a clock writes 1970 or the year 1). */
export function createdSeconds(value: number | string | null | undefined): number {
  const seconds = typeof value === 'string' ? Math.floor(Date.parse(value) / 1000) : (value ?? 0)
  return Number.isFinite(seconds) && seconds > 0 ? seconds : 0
}

/** An entity of a row of `/images/json`. `VirtualSize`, gone since 1.44, is never read. */
export const toImage = (row: ImageSummary, layers: string[] | null): Image => ({
  id: fullId(row.Id),
  tags: real(row.RepoTags),
  digests: real(row.RepoDigests).filter((digest) => !digest.startsWith('<none>@')),
  created: createdSeconds(row.Created),
  size: Math.max(0, row.Size ?? 0),
  layers,
})

/** BuildKit's attestations are manifests, not images: a row that holds nothing else is none. */
export const isAttestationOnly = (row: ImageSummary): boolean =>
  (row.Manifests?.length ?? 0) > 0 && (row.Manifests ?? []).every((manifest) => manifest.Kind === 'attestation')
