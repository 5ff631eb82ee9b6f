import { z } from '../../../shared/contract/zod.ts'

/** One item of `GET /containers/json`, read tolerantly: Docker 20.10–29 and Podman 4 differ in what they leave out or set to null. */
const text = z.string().nullish().catch(undefined)
const count = z.number().nullish().catch(undefined)

export const RawPort = z.object({ IP: text, PrivatePort: count, PublicPort: count, Type: text })
export type RawPort = z.infer<typeof RawPort>

const RawMount = z.object({ Type: text, Name: text, Source: text, Destination: text })

/** Passed on by reference: a zod record would drop a label called `__proto__`. */
const strings = z.custom<Record<string, unknown>>((value) => typeof value === 'object' && value !== null && !Array.isArray(value))

export const RawContainer = z.object({
  Id: z.string(),
  Names: z.array(z.string()).nullish().catch(undefined),
  Image: text,
  ImageID: text,
  Command: z
    .union([z.string(), z.array(z.string())])
    .nullish()
    .catch(undefined),
  /** Docker: seconds; Podman's own API: a date. */
  Created: z.union([z.number(), z.string()]).nullish().catch(undefined),
  Ports: z.array(RawPort).nullish().catch(undefined),
  Labels: strings.nullish().catch(undefined),
  State: text,
  Status: text,
  /** From API 1.52 on. */
  Health: z.object({ Status: text }).nullish().catch(undefined),
  NetworkSettings: z
    .object({ Networks: strings.nullish().catch(undefined) })
    .nullish()
    .catch(undefined),
  Mounts: z.array(RawMount).nullish().catch(undefined),
})
export type RawContainer = z.infer<typeof RawContainer>
