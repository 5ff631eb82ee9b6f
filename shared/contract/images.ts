import { call, stream } from '../rpc/define.ts'
import { z } from './zod.ts'

export const ImageId = z.string().regex(/^sha256:[a-f0-9]{64}$/)
/** A reference as typed; main parses it by the grammar of `shared/reference.ts` before anything is sent. */
export const ReferenceInput = z.string().min(1).max(512)

/** One image; a row of `docker images` is one (image, tag) pair of it. */
export const Image = z.object({
  id: ImageId,
  /** `repository:tag`, none of them `<none>:<none>`; empty for an untagged image. */
  tags: z.array(z.string()),
  /** `repository@sha256:…` */
  digests: z.array(z.string()),
  /** Seconds since the epoch; 0 = unknown. */
  created: z.number(),
  /** Bytes. */
  size: z.number(),
  /** RootFS diff ids, base first; null until they were read. Lineage is a prefix of these. */
  layers: z.array(z.string()).nullable(),
})
export type Image = z.infer<typeof Image>

export const PullLayerPhase = z.enum(['waiting', 'retrying', 'downloading', 'verifying', 'downloaded', 'unpacking', 'done', 'exists'])
export type PullLayerPhase = z.infer<typeof PullLayerPhase>

/** One layer of a pull, by the short id the engine calls it. */
export const PullLayer = z.object({
  id: z.string(),
  phase: PullLayerPhase,
  /** Compressed bytes received. */
  received: z.number(),
  /** Compressed bytes in all; null while the engine has not said. */
  total: z.number().nullable(),
  /** 0..1 of unpacking; null where the engine does not say. */
  unpacked: z.number().nullable(),
})
export type PullLayer = z.infer<typeof PullLayer>

/** A pull under way or recently ended. It belongs to the backend: pages come and go. */
export const Pull = z.object({
  id: z.string(),
  /** Familiar form, always with a tag or a digest: `postgres:17`. */
  reference: z.string(),
  /** The host it is pulled to: it may be another one than the one in view. */
  host: z.object({ id: z.string(), name: z.string() }),
  state: z.enum(['running', 'done', 'failed', 'cancelled']),
  /** `asking`: the registry has not answered yet. `unpacking`: everything is here. */
  stage: z.enum(['asking', 'downloading', 'unpacking']),
  layers: z.array(PullLayer),
  /** Compressed bytes received. */
  received: z.number(),
  /** Compressed bytes in all; null as long as one layer's total is unknown. */
  total: z.number().nullable(),
  /** 0..1 of the stage; null where it cannot be known. */
  fraction: z.number().nullable(),
  /** Bytes a second, smoothed; null while unknown. */
  rate: z.number().nullable(),
  /** Seconds until everything is received; null while unknown. */
  secondsLeft: z.number().nullable(),
  /** Seconds without any progress; 0 below the watchdog's patience. */
  stalled: z.number(),
  /** Milliseconds since the epoch. */
  startedAt: z.number(),
  endedAt: z.number().nullable(),
  /** The image was already the newest. */
  upToDate: z.boolean(),
  error: z
    .object({
      code: z.string(),
      params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
      detail: z.string().optional(),
    })
    .nullable(),
})
export type Pull = z.infer<typeof Pull>

export const ImageHistoryEntry = z.object({
  /** Seconds since the epoch; 0 = unknown. */
  created: z.number(),
  /** The instruction as in a Dockerfile: `RUN npm ci`, without the engine's `/bin/sh -c #(nop)`. */
  instruction: z.string(),
  /** Bytes added. */
  size: z.number(),
  comment: z.string(),
})
export type ImageHistoryEntry = z.infer<typeof ImageHistoryEntry>

const One = z.object({ id: ImageId })
const PullId = z.object({ id: z.string().max(64) })

export const images = {
  /** The engine's inspect document, as it came. */
  inspect: call(One, z.unknown()),
  /** Oldest first, as a Dockerfile reads. */
  history: call(One, z.array(ImageHistoryEntry)),
  tag: call(z.object({ id: ImageId, reference: ReferenceInput }), z.void()),
  /**
   * Takes one tag away (`reference`), or the image with all its tags (`reference: null`).
   * `force` also removes an image that stopped containers were made from, or all of its tags at once.
   */
  remove: call(
    z.object({ id: ImageId, reference: ReferenceInput.nullable(), force: z.boolean() }),
    z.object({ untagged: z.array(z.string()), deleted: z.array(z.string()) }),
  ),
  /** Starts a pull, or joins the one of the same reference that is under way. Progress comes by `pulls`. */
  pull: call(z.object({ reference: ReferenceInput }), z.object({ id: z.string(), reference: z.string(), joined: z.boolean() })),
  /** Closes the connection: the engine stops downloading unless another client pulls the same. */
  cancelPull: call(PullId, z.void()),
  /** Takes an ended pull off the list. */
  forgetPull: call(PullId, z.void()),
  /** All pulls under way and recently ended, at once and after each change; at most 10 a second, the latest only. */
  pulls: stream(z.object({}), z.array(Pull), 1),
}
