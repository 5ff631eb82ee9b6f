import { Eye, EyeOff } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { Image } from '../../../shared/contract/images.ts'
import { isSecret, MASK, splitEnv } from '../../../shared/secrets.ts'
import { joinWords } from '../../../shared/shell-words.ts'
import { useT } from '../../i18n/index.ts'
import { useBytes } from '../../i18n/quantities.ts'
import { escapeControls, IconButton, KeyValue, type KeyValueRow, KeyValueSection, Mono, RelativeTime } from '../../ui/index.ts'
import { useWorld } from '../../world/entities.ts'
import { reveal } from '../../world/view.ts'
import { type ImageDocument, readDocument } from './image-document.ts'
import images from './images.module.css'
import css from './inspector.module.css'
import { builtOn, lineageOf } from './lineage.ts'
import { LoadedView } from './loaded-view.tsx'
import { nameOf } from './rows.ts'
import { useInspect } from './use-inspect.ts'

/** What the image is, where it comes from and what a container of it starts with. */
export function OverviewTab({ image }: { image: Image }) {
  const loaded = useInspect(image)
  return (
    <div className={css.scroll}>
      <Story image={image} />
      <LoadedView loaded={loaded}>{(value) => <Facts image={image} document={readDocument(value)} />}</LoadedView>
    </div>
  )
}

/** In plain words: a base that others stand on, or a child and its parent. */
function Story({ image }: { image: Image }) {
  const t = useT()
  const bytes = useBytes()
  const all = useWorld((w) => w.entities.images)
  const { base, children } = useMemo(
    () => ({ base: lineageOf(all.values()).get(image.id)?.base ?? null, children: builtOn(image, all.values()).length }),
    [all, image],
  )
  if (image.layers === null) return null
  const own = base === null ? 0 : Math.max(0, image.size - base.size)
  return (
    <p className={css.story}>
      {base === null ? (
        t('images.storyBase')
      ) : (
        <>
          {t('images.storyChild')}{' '}
          <button type="button" className={images.link} onClick={() => reveal('images', base.id)}>
            {escapeControls(nameOf(base), 256)}
          </button>
          {'. '}
          {t('images.storyAdds', { size: bytes(own) })}
        </>
      )}{' '}
      {t('images.storyChildren', { count: children })}
    </p>
  )
}

function Facts({ image, document }: { image: Image; document: ImageDocument }) {
  const t = useT()
  const bytes = useBytes()
  const none = t('images.noneSet')
  const list = (values: string[]) => (values.length === 0 ? none : values.join(', '))
  const words = (values: string[]) => (values.length === 0 ? none : joinWords(values))
  const about: KeyValueRow[] = [
    { key: t('images.tags'), value: image.tags.length === 0 ? t('images.untagged') : image.tags.join(', ') },
    { key: t('images.id'), value: image.id, mono: true, copy: image.id },
    ...image.digests.map((digest) => ({ key: t('images.digest'), id: digest, value: digest, mono: true, copy: digest })),
    { key: t('images.created'), value: image.created === 0 ? t('images.unknown') : <RelativeTime at={image.created * 1000} /> },
    { key: t('images.size'), value: bytes(image.size) },
    { key: t('images.platform'), value: `${document.os}/${document.architecture}` },
    ...(document.author === '' ? [] : [{ key: t('images.author'), value: document.author }]),
  ]
  const start: KeyValueRow[] = [
    { key: t('images.entrypoint'), value: words(document.entrypoint), mono: document.entrypoint.length > 0 },
    { key: t('images.command'), value: words(document.command), mono: document.command.length > 0 },
    { key: t('images.workingDir'), value: document.workingDir === '' ? '/' : document.workingDir, mono: true },
    { key: t('images.user'), value: document.user === '' ? t('images.userRoot') : document.user },
    { key: t('images.ports'), value: list(document.ports) },
    { key: t('images.volumes'), value: list(document.volumes) },
    ...(document.stopSignal === '' ? [] : [{ key: t('images.stopSignal'), value: document.stopSignal }]),
    ...(document.healthcheck.length === 0
      ? []
      : [{ key: t('images.healthcheck'), value: joinWords(document.healthcheck.slice(1)), mono: true }]),
  ]
  return (
    <>
      <KeyValueSection title={t('images.about')}>
        <KeyValue rows={about} />
      </KeyValueSection>
      <KeyValueSection title={t('images.startsWith')}>
        <KeyValue rows={start} />
      </KeyValueSection>
      {document.env.length === 0 ? null : <Environment entries={document.env} />}
      {document.labels.length === 0 ? null : (
        <KeyValueSection title={t('images.labels')}>
          <KeyValue rows={document.labels.map(([key, value]) => secretRow(key, value))} />
        </KeyValueSection>
      )}
    </>
  )
}

const secretRow = (key: string, value: string): KeyValueRow => ({
  key,
  mono: true,
  value: isSecret(key, value) ? <Secret value={value} /> : value,
})

function Environment({ entries }: { entries: readonly string[] }) {
  const t = useT()
  const rows = entries.map((entry, at): KeyValueRow => {
    const { name, value } = splitEnv(entry)
    // A name may stand there twice: the later one counts, and both are shown.
    return { ...secretRow(name, value ?? ''), id: `${at} ${name}` }
  })
  return (
    <KeyValueSection title={t('images.env')}>
      <KeyValue rows={rows} />
    </KeyValueSection>
  )
}

/** Masked until asked for: what is not shown cannot be read over a shoulder or copied from a screenshot (T17). */
function Secret({ value }: { value: string }) {
  const t = useT()
  const [shown, setShown] = useState(false)
  return (
    <span className={css.secret}>
      <Mono>{shown ? value : MASK}</Mono>
      <IconButton
        icon={shown ? EyeOff : Eye}
        size="sm"
        label={t(shown ? 'images.hideSecret' : 'images.showSecret')}
        onClick={() => setShown(!shown)}
      />
    </span>
  )
}
