import type { PullLayer, PullLayerPhase } from '../../../shared/contract/images.ts'
import type { PullMessage } from './pull-messages.ts'

/** What the messages so far say of a pull. */
export type Progress = {
  /** In the order the engine named them: base first. */
  layers: Map<string, PullLayer>
  /** The engine said that the image is here. */
  complete: boolean
  upToDate: boolean
  /** The engine's own words of a failure, null for none. */
  failure: string | null
}

export const emptyProgress = (): Progress => ({ layers: new Map(), complete: false, upToDate: false, failure: null })

const PHASES: Record<string, PullLayerPhase> = {
  'Pulling fs layer': 'waiting',
  Waiting: 'waiting',
  Downloading: 'downloading',
  'Verifying Checksum': 'verifying',
  'Download complete': 'downloaded',
  Extracting: 'unpacking',
  'Pull complete': 'done',
  'Already exists': 'exists',
}

const positive = (value: number | undefined): number | null =>
  typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : null

function phaseOf(status: string): PullLayerPhase | null {
  if (status.startsWith('Retrying in')) return 'retrying'
  return Object.hasOwn(PHASES, status) ? (PHASES[status] ?? null) : null
}

const isPast = (phase: PullLayerPhase): boolean => phase === 'downloaded' || phase === 'unpacking' || phase === 'done'

function nextLayer(before: PullLayer | undefined, id: string, phase: PullLayerPhase, message: PullMessage): PullLayer {
  const layer: PullLayer = { id, phase, received: 0, total: null, unpacked: null, ...before }
  const { current, total, units } = message.progressDetail ?? {}
  layer.phase = phase
  if (phase === 'downloading') {
    layer.total = positive(total) ?? layer.total
    layer.received = positive(current) ?? layer.received
  } else if (isPast(phase)) {
    // All its bytes are here, also when the engine, which reports ten times a second, skipped the last of them.
    if (layer.total !== null) layer.received = layer.total
    // The containerd store counts seconds of unpacking and knows no end: that is no fraction.
    const whole = positive(total)
    layer.unpacked =
      phase === 'done' ? 1 : units === undefined && whole !== null ? Math.min(1, (positive(current) ?? 0) / whole) : layer.unpacked
  }
  return layer
}

/** Takes in one message. Changes `progress`; true when there is something new to see. */
export function takeIn(progress: Progress, message: PullMessage): boolean {
  const failure = message.errorDetail?.message ?? message.error
  if (failure !== undefined) {
    progress.failure = failure
    return true
  }
  const status = message.status ?? ''
  // "Status: Downloaded newer image for x" and "Status: Image is up to date for x" are the engine's last words.
  if (/^Status: (Downloaded newer image|Image is up to date)/.test(status)) {
    progress.complete = true
    progress.upToDate = status.startsWith('Status: Image')
    return true
  }
  const phase = phaseOf(status)
  if (phase === null || message.id === undefined || message.id === '') return false
  progress.layers.set(message.id, nextLayer(progress.layers.get(message.id), message.id, phase, message))
  return true
}

export type Totals = {
  received: number
  /** null as long as one layer's is unknown: a percentage of an unknown total is made up. */
  total: number | null
  stage: 'asking' | 'downloading' | 'unpacking'
  /** 0..1 of the stage. */
  fraction: number | null
}

/** Sums over the layers that are really transferred. */
export function totals(layers: Iterable<PullLayer>): Totals {
  let received = 0
  let total = 0
  let known = true
  let count = 0
  let pending = 0
  let unpacked = 0
  for (const layer of layers) {
    count += 1
    if (layer.phase === 'exists') continue
    received += layer.received
    total += layer.total ?? 0
    // A layer too small for a progress message is done without a total; it stands in nobody's way.
    if (layer.total === null && !isPast(layer.phase)) known = false
    if (!isPast(layer.phase)) pending += 1
    unpacked += (layer.total ?? 0) * (layer.unpacked ?? 0)
  }
  if (count === 0) return { received: 0, total: null, stage: 'asking', fraction: null }
  if (pending === 0) return { received, total, stage: 'unpacking', fraction: total === 0 ? null : Math.min(1, unpacked / total) }
  return {
    received,
    total: known ? total : null,
    stage: 'downloading',
    fraction: known && total > 0 ? Math.min(1, received / total) : null,
  }
}
