import type { Pull, PullLayer } from '../../shared/contract/images.ts'
import type { Language, MessageKey, Translate } from '../i18n/index.ts'
import { formatBytes, formatPercent, formatSeconds } from '../i18n/quantities.ts'

const finished = (layer: PullLayer): boolean => layer.phase === 'done' || layer.phase === 'exists'

/** 0..1 to draw: of the bytes where all totals are known, else of the layers; null while nothing is known. */
export function shareOf(pull: Pull): number | null {
  if (pull.state === 'done') return 1
  if (pull.fraction !== null) return pull.fraction
  const here = pull.layers.filter((layer) => finished(layer) || layer.phase === 'downloaded' || layer.phase === 'unpacking').length
  return here === 0 ? null : here / pull.layers.length
}

/** The one figure beside the name: `68 %`, else `5 of 14 layers`, else ''. */
export function figureOf(pull: Pull, t: Translate): string {
  if (pull.fraction !== null) return formatPercent(pull.fraction)
  if (pull.layers.length === 0) return ''
  const here = pull.layers.filter(
    (layer) => layer.phase !== 'waiting' && layer.phase !== 'retrying' && layer.phase !== 'downloading',
  ).length
  return t('images.pullLayers', { here, count: pull.layers.length })
}

/** `31 MB of 98 MB · 3.1 MB/s · 21 sec left`, as far as it is known. */
export function detailOf(pull: Pull, t: Translate, language: Language): string {
  const bytes = (value: number) => formatBytes(value, language)
  if (pull.stalled > 0) return t('images.pullStalled', { time: formatSeconds(pull.stalled, language) })
  if (pull.stage === 'asking') return t('images.pullAsking')
  if (pull.stage === 'unpacking') return pull.total === null || pull.total === 0 ? '' : t('images.pullHere', { total: bytes(pull.total) })
  const parts = [
    pull.total === null
      ? t('images.pullReceived', { received: bytes(pull.received) })
      : t('images.pullReceivedOf', { received: bytes(pull.received), total: bytes(pull.total) }),
  ]
  if (pull.rate !== null) parts.push(t('images.pullRate', { rate: bytes(pull.rate) }))
  if (pull.secondsLeft !== null) parts.push(t('images.pullLeft', { time: formatSeconds(pull.secondsLeft, language) }))
  return parts.join(' · ')
}

/** `Pulling postgres:17`, `Unpacking postgres:17`, `Pulled postgres:17` … */
export function titleOf(pull: Pull, t: Translate): string {
  const values = { reference: pull.reference }
  if (pull.state === 'done') return t(pull.upToDate ? 'images.pullUpToDate' : 'images.pullDone', values)
  if (pull.state === 'failed') return t('images.pullFailed', values)
  if (pull.state === 'cancelled') return t('images.pullCancelled', values)
  return t(pull.stage === 'unpacking' ? 'images.pullUnpacking' : 'images.pulling', values)
}

const PHASES = {
  waiting: 'images.layerWaiting',
  retrying: 'images.layerRetrying',
  downloading: 'images.layerDownloading',
  verifying: 'images.layerVerifying',
  downloaded: 'images.layerDownloaded',
  unpacking: 'images.layerUnpacking',
  done: 'images.layerDone',
  exists: 'images.layerExists',
} as const satisfies Record<PullLayer['phase'], MessageKey>

/** What stands behind a layer's bar: its bytes while they come, else what happens to it. */
export function layerWords({ phase, received, total }: PullLayer, t: Translate, language: Language): string {
  if (phase === 'downloading')
    return total === null
      ? formatBytes(received, language)
      : t('images.pullReceivedOf', { received: formatBytes(received, language), total: formatBytes(total, language) })
  if (phase === 'done' && total !== null) return formatBytes(total, language)
  return t(PHASES[phase])
}

/** 0..1 of a layer's bar; null where nobody can tell. */
export function layerShare({ phase, received, total, unpacked }: PullLayer): number | null {
  if (phase === 'done' || phase === 'exists' || phase === 'downloaded') return 1
  if (phase === 'unpacking') return unpacked
  if (phase === 'waiting') return 0
  return total === null ? null : received / total
}
