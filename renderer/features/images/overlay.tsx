import { lazy, Suspense, useEffect } from 'react'
import type { Image, Pull } from '../../../shared/contract/images.ts'
import { isNamed, parseReference } from '../../../shared/reference.ts'
import { errorText } from '../../i18n/error-text.ts'
import { t } from '../../i18n/index.ts'
import { followPulls, isAwaited, onPullEnd, pullFailure } from '../../pulls/index.ts'
import { escapeControls, toasts } from '../../ui/index.ts'
import { useWorld } from '../../world/entities.ts'
import { answer, ask } from '../../world/intents.ts'
import { reveal } from '../../world/view.ts'
import { pullAndShow, pull as start } from './actions.ts'
import { openPanel, openPull, useImagesUi } from './store.ts'

// The list of containers does not wait for what is opened later.
const Dialogs = lazy(async () => ({ default: (await import('./dialogs.tsx')).Dialogs }))

/** Always mounted: follows the backend's pulls, says how they ended, answers what other features ask. */
export function ImagesOverlay() {
  useEffect(() => {
    const stops = [
      followPulls(),
      onPullEnd(tellEnd),
      answer('images.pull', ({ reference }) => (reference === undefined ? openPull() : void pullAndShow(reference))),
    ]
    return () => {
      for (const stop of stops) stop()
    }
  }, [])
  return (
    <Suspense>
      <Dialogs />
    </Suspense>
  )
}

function localImage(text: string): Image | undefined {
  const reference = parseReference(text)
  if (reference === null) return undefined
  return [...useWorld.getState().entities.images.values()].find(({ tags }) => isNamed(tags, reference))
}

/** Only where it was: on another host, which may be the chosen one by now, the panel says which. */
function again({ reference, host }: Pull): void {
  if (useWorld.getState().connection.host?.id === host.id) void start(reference)
  else openPanel(true)
}

function tellEnd(pull: Pull): void {
  const { reference } = pull
  const id = `pull:${reference}`
  // The panel shows the same with the layers it was about; while it is open that is enough.
  const isSeen = useImagesUi.getState().panel
  const failure = pullFailure(pull)
  const { text, todo, detail } = errorText(failure, t)
  if (pull.state === 'cancelled' && !isSeen) {
    const body = failure === null ? t('images.pullCancelledBody') : `${text} ${todo}`
    toasts.add({ id, tone: 'info', title: t('images.pullCancelled', { reference }), body })
  }
  if (pull.state === 'done')
    toasts.add({
      ...{ id, tone: 'ok', title: t(pull.upToDate ? 'images.pullUpToDate' : 'images.pullDone', { reference }) },
      action: {
        label: t('images.showIt'),
        onSelect: () => {
          const image = localImage(reference)
          if (image === undefined) ask('run.open', { image: reference })
          else reveal('images', image.id)
        },
      },
    })
  // Whoever waits for it says so where it was asked for.
  if (pull.state !== 'failed' || isSeen || isAwaited(pull.id)) return
  toasts.add({
    ...{ id, tone: 'bad', title: t('images.pullFailed', { reference }) },
    body: escapeControls([text, todo, detail ?? ''].join(' ').trim(), 600),
    action: { label: t('images.pullRetry'), onSelect: () => again(pull) },
  })
}
