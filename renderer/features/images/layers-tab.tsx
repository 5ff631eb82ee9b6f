import { useMemo } from 'react'
import type { Image, ImageHistoryEntry } from '../../../shared/contract/images.ts'
import { useT } from '../../i18n/index.ts'
import { useBytes } from '../../i18n/quantities.ts'
import { cx, EmptyState, escapeControls } from '../../ui/index.ts'
import { useWorld } from '../../world/entities.ts'
import { reveal } from '../../world/view.ts'
import images from './images.module.css'
import css from './inspector.module.css'
import { groupLayers, sizeOf } from './layers.ts'
import { builtOn, lineageOf } from './lineage.ts'
import { LoadedView } from './loaded-view.tsx'
import { nameOf } from './rows.ts'
import { useHistories } from './use-inspect.ts'

const NO_ENTRIES: readonly ImageHistoryEntry[] = []

/** The image as it was built: what it took over from its base, and what it adds. */
export function LayersTab({ image }: { image: Image }) {
  const all = useWorld((w) => w.entities.images)
  const base = useMemo(() => lineageOf(all.values()).get(image.id)?.base ?? null, [all, image.id])
  const loaded = useHistories(image.id, base?.id ?? null)
  return <LoadedView loaded={loaded}>{(value) => <Groups image={image} base={base} own={value.own} baseEntries={value.base} />}</LoadedView>
}

type GroupsProps = { image: Image; base: Image | null; own: readonly ImageHistoryEntry[]; baseEntries: readonly ImageHistoryEntry[] }

function Groups({ image, base, own, baseEntries }: GroupsProps) {
  const t = useT()
  const bytes = useBytes()
  const all = useWorld((w) => w.entities.images)
  const groups = groupLayers(own, base === null ? NO_ENTRIES : baseEntries)
  const sharing = base === null ? 0 : builtOn(base, all.values()).length
  const largest = Math.max(1, ...own.map(({ size }) => size))
  if (own.length === 0) return <EmptyState size="sm" title={t('images.noLayers')} />
  return (
    <div className={css.scroll}>
      {base !== null && groups.base.length > 0 ? (
        <section className={css.group}>
          <h3 className={css.heading}>
            {t('images.layersFrom')}{' '}
            <button type="button" className={images.link} onClick={() => reveal('images', base.id)}>
              {escapeControls(nameOf(base), 256)}
            </button>
            {` — ${t('images.layersShared', { count: sharing })}`}
          </h3>
          <Layers entries={groups.base} largest={largest} inherited />
        </section>
      ) : null}
      <section className={css.group}>
        <h3 className={css.heading}>{t(base === null ? 'images.layersAll' : 'images.layersAdded', { size: bytes(sizeOf(groups.own)) })}</h3>
        {groups.own.length === 0 ? <p className={css.note}>{t('images.layersNone')}</p> : <Layers entries={groups.own} largest={largest} />}
      </section>
      <p className={css.total}>{t('images.layersTotal', { size: bytes(image.size), count: image.layers?.length ?? 0 })}</p>
    </div>
  )
}

/** The name of an instruction is set off from its arguments. */
function Instruction({ text, none }: { text: string; none: string }) {
  if (text === '') return <span className={css.note}>{none}</span>
  const word = /^[A-Z]+(?= )/.exec(text)?.[0] ?? ''
  return (
    <>
      {word === '' ? null : <b className={css.word}>{word}</b>}
      {escapeControls(text.slice(word.length), 2_000)}
    </>
  )
}

function Layers({ entries, largest, inherited = false }: { entries: readonly ImageHistoryEntry[]; largest: number; inherited?: boolean }) {
  const t = useT()
  const bytes = useBytes()
  return (
    <ul className={css.layers}>
      {entries.map((entry, at) => (
        // An entry has no name of its own and the list never changes its order.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <li key={at} className={css.layer}>
          <span className={css.size}>{bytes(entry.size)}</span>
          <span className={css.instruction} title={escapeControls(entry.instruction, 2_000)}>
            <Instruction text={entry.instruction} none={entry.comment === '' ? t('images.noInstruction') : entry.comment} />
          </span>
          <span className={css.track} aria-hidden>
            <span
              className={cx(css.bar, inherited && css.inherited, entry.size === 0 && css.zero)}
              style={{ width: `${(100 * entry.size) / largest}%` }}
            />
          </span>
        </li>
      ))}
    </ul>
  )
}
