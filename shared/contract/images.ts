import { call } from '../rpc/define.ts'
import { z } from './zod.ts'

export const ImageId = z.string().regex(/^sha256:[a-f0-9]{64}$/)

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
  labels: z.record(z.string(), z.string()),
  /** RootFS diff ids, base first; null until they were read. Lineage is a prefix of these. */
  layers: z.array(z.string()).nullable(),
})
export type Image = z.infer<typeof Image>

export const images = {
  /** The engine's inspect document, as it came. */
  inspect: call(z.object({ id: ImageId }), z.unknown()),
}
