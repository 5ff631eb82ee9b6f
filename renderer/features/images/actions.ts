import { ArrowDownToLine, Copy, Layers, Play, Tag, Trash2 } from 'lucide-react'
import { copyText } from '../../copy.ts'
import { errorText } from '../../i18n/error-text.ts'
import { t } from '../../i18n/index.ts'
import { startPull } from '../../pulls/index.ts'
import { type MenuItem, toasts } from '../../ui/index.ts'
import { isConnected } from '../../world/entities.ts'
import { ask } from '../../world/intents.ts'
import { reveal } from '../../world/view.ts'
import { remember } from './recent.ts'
import { type ImageRow, nameOf, shortId } from './rows.ts'
import { openPanel, openRemove, openTag } from './store.ts'

/** What `docker run` would be given for this row: its tag, else the short id. */
export const runName = (row: ImageRow): string => (row.tag === '' ? shortId(row.image.id) : `${row.repository}:${row.tag}`)

/** Begins a pull and says where to watch it; a refusal (no engine, no such name) is told at once. */
export async function pull(reference: string): Promise<boolean> {
  try {
    const started = await startPull(reference)
    remember(started.reference)
    return true
  } catch (error) {
    const { text, todo } = errorText(error, t)
    toasts.add({ id: `pull:${reference}`, tone: 'bad', title: t('images.pullFailed', { reference }), body: `${text} ${todo}` })
    return false
  }
}

/** Also opens the panel: for pulls that begin outside of it. */
export async function pullAndShow(reference: string): Promise<void> {
  if (await pull(reference)) openPanel(true)
}

export function copy(text: string): void {
  void copyText(text).then((done) => {
    if (done) toasts.add({ id: 'copied', tone: 'ok', title: t('images.copied', { text }), timeout: 2_000 })
  })
}

const separator = (id: string): MenuItem => ({ kind: 'separator', id })

type Entry = Exclude<Extract<MenuItem, { onSelect: unknown }>, { kind: 'radio' }>
/** Something the engine has to do: not while there is none. */
const entry = (item: Entry): MenuItem => (isConnected() ? item : { ...item, disabled: true, hint: t('images.offline') })

function menuOfOne(row: ImageRow): MenuItem[] {
  const name = runName(row)
  const base = row.lineage?.base ?? null
  const items: MenuItem[] = [entry({ id: 'run', label: t('images.run'), icon: Play, onSelect: () => ask('run.open', { image: name }) })]
  if (row.tag !== '')
    items.push(entry({ id: 'pull', label: t('images.pullAgain'), icon: ArrowDownToLine, onSelect: () => void pullAndShow(name) }))
  items.push(entry({ id: 'tag', label: t('images.tagAction'), icon: Tag, onSelect: () => openTag(row.image.id) }))
  items.push({ id: 'layers', label: t('images.layers'), icon: Layers, onSelect: () => reveal('images', row.key, 'layers') })
  if (base !== null)
    items.push({ id: 'base', label: t('images.revealBase', { name: nameOf(base) }), onSelect: () => reveal('images', base.id) })
  items.push(
    separator('s1'),
    { id: 'copyName', label: t('images.copyName'), icon: Copy, onSelect: () => copy(name) },
    { id: 'copyId', label: t('images.copyId'), icon: Copy, onSelect: () => copy(row.image.id) },
  )
  const digest = row.image.digests.find((one) => one.startsWith(`${row.repository}@`)) ?? row.image.digests[0]
  if (digest !== undefined) items.push({ id: 'copyDigest', label: t('images.copyDigest'), icon: Copy, onSelect: () => copy(digest) })
  return items
}

/** The menu of one row or of a selection. */
export function rowMenu(rows: readonly ImageRow[]): MenuItem[] {
  const [only] = rows
  if (only === undefined) return []
  const label = rows.length === 1 && only.image.tags.length > 1 ? t('images.untag') : t('images.remove')
  const remove = entry({ id: 'remove', label, icon: Trash2, danger: true, onSelect: () => openRemove(rows.map((row) => row.key)) })
  return rows.length === 1 ? [...menuOfOne(only), separator('s2'), remove] : [remove]
}
