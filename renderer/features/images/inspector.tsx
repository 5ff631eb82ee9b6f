import { Copy, Ellipsis, Play, Tag as TagIcon, Trash2 } from 'lucide-react'
import { useMemo } from 'react'
import type { Image } from '../../../shared/contract/images.ts'
import { splitTag } from '../../../shared/reference.ts'
import { useT } from '../../i18n/index.ts'
import { Badge, Button, EmptyState, escapeControls, InspectorFrame, MenuButton, type MenuItem, Tabs, Tag } from '../../ui/index.ts'
import { useConnected, useWorld } from '../../world/entities.ts'
import { ask } from '../../world/intents.ts'
import { select, setInspectorTab, useView } from '../../world/view.ts'
import { copy, pullAndShow } from './actions.ts'
import { Mark } from './columns.tsx'
import { InspectTab } from './inspect-tab.tsx'
import { LayersTab } from './layers-tab.tsx'
import { OverviewTab } from './overview-tab.tsx'
import { markOf, nameOf, shortId, splitKey } from './rows.ts'
import { openRemove, openTag } from './store.ts'
import { UsedByTab } from './used-by-tab.tsx'

const close = (): void => select('images', [])

/** @param id a row's key, or an image id where another view revealed it. */
export function ImageInspector({ id }: { id: string }) {
  const key = splitKey(id)
  const t = useT()
  const image = useWorld((w) => w.entities.images.get(key.id))
  if (image === undefined)
    return (
      <InspectorFrame title={shortId(key.id)} actions={null} onClose={close}>
        <EmptyState size="sm" title={t('images.gone')} body={t('images.goneBody')} />
      </InspectorFrame>
    )
  return <Frame image={image} tag={image.tags.includes(key.tag) ? key.tag : (image.tags[0] ?? '')} />
}

function Frame({ image, tag }: { image: Image; tag: string }) {
  const t = useT()
  const name = splitTag(tag === '' ? nameOf(image) : tag)
  return (
    <InspectorFrame
      title={escapeControls(name.repository, 256)}
      tags={
        <>
          {tag === '' ? <Tag>{t('images.untagged')}</Tag> : <Tag>{escapeControls(name.tag, 128)}</Tag>}
          {tag === '' ? null : <Mark row={{ mark: markOf(name.repository, image), repository: name.repository }} t={t} />}
        </>
      }
      actions={<Actions image={image} tag={tag} />}
      onClose={close}
    >
      <Panels image={image} />
    </InspectorFrame>
  )
}

function Actions({ image, tag }: { image: Image; tag: string }) {
  const t = useT()
  const offline = !useConnected()
  const name = tag === '' ? shortId(image.id) : tag
  const more: MenuItem[] = [
    { id: 'name', label: t('images.copyName'), icon: Copy, onSelect: () => copy(name) },
    { id: 'id', label: t('images.copyId'), icon: Copy, onSelect: () => copy(image.id) },
    ...image.digests.map((digest): MenuItem => {
      const label = image.digests.length === 1 ? t('images.copyDigest') : t('images.copyDigestOf', { name: digest.split('@')[0] ?? '' })
      return { id: digest, label, icon: Copy, onSelect: () => copy(digest) }
    }),
  ]
  if (tag !== '') more.unshift({ id: 'pull', label: t('images.pullAgain'), disabled: offline, onSelect: () => void pullAndShow(tag) })
  return (
    <>
      <Button
        variant="primary"
        icon={Play}
        disabled={offline}
        title={offline ? t('images.offline') : undefined}
        onClick={() => ask('run.open', { image: name })}
      >
        {t('images.run')}
      </Button>
      <Button icon={TagIcon} disabled={offline} onClick={() => openTag(image.id)}>
        {t('images.tagAction')}
      </Button>
      <Button variant="ghost" icon={Trash2} disabled={offline} onClick={() => openRemove([image.id])}>
        {t('images.remove')}
      </Button>
      <MenuButton label={t('images.more')} icon={Ellipsis} hideLabel items={more} />
    </>
  )
}

const TABS = ['layers', 'overview', 'usedBy', 'inspect'] as const

function Panels({ image }: { image: Image }) {
  const t = useT()
  const containers = useWorld((w) => w.entities.containers)
  const users = useMemo(() => [...containers.values()].filter(({ imageId }) => imageId === image.id), [containers, image.id])
  const kept = useView((v) => v.inspectorTab['images'])
  const tab = TABS.find((one) => one === kept) ?? 'layers'
  return (
    <Tabs
      label={t('images.tabs')}
      value={tab}
      onChange={(next) => setInspectorTab('images', next)}
      tabs={[
        { id: 'layers', label: t('images.layers') },
        { id: 'overview', label: t('images.overview') },
        { id: 'usedBy', label: t('images.usedBy'), badge: <Badge>{users.length}</Badge> },
        { id: 'inspect', label: t('images.inspect') },
      ]}
      renderPanel={(id) => {
        if (id === 'layers') return <LayersTab key={image.id} image={image} />
        if (id === 'overview') return <OverviewTab key={image.id} image={image} />
        if (id === 'usedBy') return <UsedByTab users={users} />
        return <InspectTab key={image.id} image={image} />
      }}
    />
  )
}
