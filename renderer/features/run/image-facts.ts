import { useEffect, useMemo, useState } from 'react'
import { isNamed, parseReference, type Reference, withDefaultTag } from '../../../shared/reference.ts'
import { joinWords } from '../../../shared/shell-words.ts'
import { api } from '../../api.ts'
import { useWorld } from '../../world/entities.ts'

/** What is known of the image that is typed. */
export type ImageFacts = {
  /** Its id when it is on this host. */
  id: string | null
  /** With its tag; null while the text is no reference. */
  reference: Reference | null
  /** Defaults of a local image, as one would type them; '' for none. */
  command: string
  entrypoint: string
  startsShell: boolean
  /** `80/tcp` … */
  exposed: string[]
  /** Tags on this host, for completion. */
  names: string[]
}

type Config = { Cmd?: string[] | null; Entrypoint?: string[] | null; ExposedPorts?: Record<string, unknown> | null }

/** Looks the image up among those on the host, and its defaults by inspect. */
export function useImageFacts(typed: string): ImageFacts {
  const images = useWorld((w) => w.entities.images)
  const names = useMemo(() => [...images.values()].flatMap((image) => image.tags).sort(), [images])
  const text = typed.trim()
  const found = useMemo(() => {
    const parsed = parseReference(text)
    const reference = parsed === null ? null : withDefaultTag(parsed)
    for (const image of images.values()) {
      const isDigest = reference?.digest != null && image.digests.some((d) => d.endsWith(`@${reference.digest}`))
      const isId = /^[a-f0-9]{12,64}$/.test(text.replace(/^sha256:/, '')) && image.id.startsWith(`sha256:${text.replace(/^sha256:/, '')}`)
      if ((reference !== null && isNamed(image.tags, reference)) || isDigest || isId) return { id: image.id, reference }
    }
    return { id: null, reference }
  }, [images, text])
  const config = useConfig(found.id)
  return useMemo(() => ({ ...found, names, ...defaults(config) }), [found, names, config])
}

function useConfig(id: string | null): Config | null {
  const [known, setKnown] = useState<{ id: string; config: Config } | null>(null)
  useEffect(() => {
    if (id === null) return
    const stop = new AbortController()
    api()
      .images.inspect({ id }, stop.signal)
      .then((inspect) => setKnown({ id, config: (inspect as { Config?: Config | null }).Config ?? {} }))
      // Only hints come of it: without them the form is as good.
      .catch(() => undefined)
    return () => stop.abort()
  }, [id])
  return known !== null && known.id === id ? known.config : null
}

function defaults(config: Config | null): Pick<ImageFacts, 'command' | 'entrypoint' | 'startsShell' | 'exposed'> {
  const command = config?.Cmd ?? []
  const entrypoint = config?.Entrypoint ?? []
  const first = [...entrypoint, ...command]
  return {
    command: joinWords(command),
    entrypoint: joinWords(entrypoint),
    startsShell: first.length === 1 && /(^|\/)(ba|z|a|da|k|fi)?sh$/.test(first[0] ?? ''),
    exposed: Object.keys(config?.ExposedPorts ?? {}),
  }
}
