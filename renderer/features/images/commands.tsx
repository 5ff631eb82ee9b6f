import { ArrowDownToLine, Layers, Play } from 'lucide-react'
import { familiarString, parseReference, withDefaultTag } from '../../../shared/reference.ts'
import type { Command } from '../../feature.ts'
import { type Translate, useT } from '../../i18n/index.ts'
import { useConnected, useWorld } from '../../world/entities.ts'
import { ask } from '../../world/intents.ts'
import { goTo, reveal } from '../../world/view.ts'
import { pullAndShow } from './actions.ts'
import { nameOf, rowKey, shortId } from './rows.ts'
import { openPull } from './store.ts'

const ICON = 16

/** Pull, and every image by its names: to see it, or to run it. */
export function useImageCommands(query: string): Command[] {
  const t = useT()
  const images = useWorld((w) => w.entities.images)
  const live = useConnected()
  const commands: Command[] = []
  if (live)
    commands.push({
      id: 'images.pull',
      title: t('images.commandPull'),
      icon: <ArrowDownToLine size={ICON} />,
      run: () => openPull(query.trim()),
    })
  const typed = live ? typedReference(query, t) : null
  if (typed !== null) commands.push(typed)
  for (const image of images.values())
    for (const name of image.tags.length === 0 ? [''] : image.tags) {
      const shown = name === '' ? nameOf(image) : name
      const key = rowKey(image.id, name)
      commands.push({ id: `images.show.${key}`, title: shown, hint: t('images.hint'), icon: <Layers size={ICON} />, run: () => show(key) })
      if (query.trim() === '' || !live) continue
      // What an untagged one is shown as is no reference that could be run.
      const run = () => ask('run.open', { image: name === '' ? shortId(image.id) : name })
      commands.push({ id: `images.run.${key}`, title: t('images.commandRun', { name: shown }), icon: <Play size={ICON} />, run })
    }
  return commands
}

function show(key: string): void {
  goTo('images')
  reveal('images', key)
}

/** What was typed names an image with a tag or a path: offer to pull exactly that. A bare word is more likely a search. */
function typedReference(query: string, t: Translate): Command | null {
  const text = query.trim()
  const reference = /[:/]/.test(text) ? parseReference(text) : null
  if (reference === null) return null
  const name = familiarString(withDefaultTag(reference))
  return {
    id: 'images.pull.typed',
    title: t('images.commandPullTyped', { name }),
    icon: <ArrowDownToLine size={ICON} />,
    run: () => void pullAndShow(name),
  }
}
