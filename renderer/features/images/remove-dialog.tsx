import { useMemo, useState } from 'react'
import type { Container } from '../../../shared/contract/containers.ts'
import { AppError } from '../../../shared/errors.ts'
import { errorText } from '../../i18n/error-text.ts'
import { type Translate, useT } from '../../i18n/index.ts'
import { Checkbox, ConfirmDialog, escapeControls, toasts } from '../../ui/index.ts'
import { useWorld } from '../../world/entities.ts'
import { reveal } from '../../world/view.ts'
import css from './images.module.css'
import { builtOn } from './lineage.ts'
import { type RemoveResult, removeImages } from './remove-images.ts'
import { planRemoval, type RemoveStep } from './remove-plan.ts'
import { nameOf } from './rows.ts'
import { useImagesUi } from './store.ts'

const close = (): void => useImagesUi.setState({ remove: null })

/** Names which tags go, whether the image itself goes, and what stands in the way. */
export function RemoveDialog() {
  const keys = useImagesUi((s) => s.remove)
  return keys === null ? null : <Confirm key={keys.join()} keys={keys} />
}

function Confirm({ keys }: { keys: readonly string[] }) {
  const t = useT()
  const images = useWorld((w) => w.entities.images)
  const containers = useWorld((w) => w.entities.containers)
  const kind = useWorld((w) => (w.connection.state === 'connected' ? w.connection.engine.kind : 'docker'))
  const [force, setForce] = useState(false)
  const [busy, setBusy] = useState(false)
  const [failures, setFailures] = useState<RemoveResult['failures']>([])
  const steps = useMemo(() => planRemoval(keys, images, containers.values(), kind), [keys, images, containers, kind])
  const gone = steps.filter((step) => step.goes)
  const blockers = steps.flatMap((step) => step.blockers)
  const confirm = async () => {
    setBusy(true)
    const result = await removeImages(steps, force)
    setBusy(false)
    setFailures(result.failures)
    if (result.untagged.length + result.deleted > 0) tellRemoved(result, t)
    if (result.failures.length === 0) close()
  }
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => (open || busy ? undefined : close())}
      title={titleOf(steps, t)}
      body={bodyOf(steps, force, t)}
      items={steps.flatMap((step) => (step.tags.length > 0 ? step.tags : [nameOf(step.image)]))}
      losses={gone.length > 0 && blockers.length === 0 ? [t('images.removeLoss', { count: gone.length })] : []}
      confirmLabel={gone.length > 0 ? t('images.remove') : t('images.untag')}
      danger
      busy={busy}
      error={failures.map(({ step, error }) => sayFailure(step, error, t)).join('\n') || null}
      onConfirm={() => void confirm()}
    >
      <Blockers containers={blockers} />
      <Children steps={gone} />
      {offersForce(steps, failures) ? (
        <Checkbox checked={force} onChange={setForce} label={t('images.force')} hint={forceHint(steps, t)} />
      ) : null}
    </ConfirmDialog>
  )
}

function titleOf(steps: readonly RemoveStep[], t: Translate): string {
  const [only] = steps
  const tags = steps.flatMap((step) => step.tags)
  if (steps.length === 1 && only !== undefined) {
    if (!only.goes) return t('images.untagTitle', { count: tags.length, name: tags[0] ?? '' })
    return t('images.removeOne', { name: nameOf(only.image) })
  }
  const going = steps.filter((step) => step.goes).length
  return going > 0 ? t('images.removeMany', { count: going }) : t('images.untagTitle', { count: tags.length, name: tags[0] ?? '' })
}

function bodyOf(steps: readonly RemoveStep[], force: boolean, t: Translate): string {
  const kept = steps.filter((step) => !step.goes)
  const [only] = kept
  if (kept.length === 0)
    return steps.every((step) => step.blockers.length === 0)
      ? t('images.removeBody')
      : t(force ? 'images.removeBlocked' : 'images.removeRefused')
  if (kept.length === 1 && only !== undefined && steps.length === 1) return t('images.untagBody', { name: only.kept.join(', ') })
  return t('images.removeMixed', { count: kept.length })
}

/** Force takes the name from an image that containers use; the engine never lets a running one lose a nameless image. */
function offersForce(steps: readonly RemoveStep[], failures: RemoveResult['failures']): boolean {
  const forecast = steps.some((step) => step.blockers.length > 0 && step.forcible)
  const told = failures.some(({ error }) => error instanceof AppError && error.params['forcible'] === true)
  return (forecast || told) && steps.every((step) => step.blockers.length === 0 || step.forcible)
}

function forceHint(steps: readonly RemoveStep[], t: Translate): string {
  return steps.some((step) => step.tags.length > 0) ? t('images.forceHintTagged') : t('images.forceHint')
}

function Blockers({ containers }: { containers: readonly Container[] }) {
  const t = useT()
  if (containers.length === 0) return null
  return (
    <section className={css.blockers}>
      <h3>{t('images.blockedBy', { count: containers.length })}</h3>
      <ul>
        {containers.map((container) => (
          <li key={container.id}>
            <button type="button" className={css.link} onClick={() => go('containers', container.id)}>
              {escapeControls(container.name, 128)}
            </button>
            <span className={css.muted}>{t(`containers.state.${container.state}`)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Images built on a nameless one: the engine keeps it for their sake. */
function Children({ steps }: { steps: readonly RemoveStep[] }) {
  const t = useT()
  const images = useWorld((w) => w.entities.images)
  const going = new Set(steps.map((step) => step.image.id))
  const children = steps
    .filter((step) => step.tags.length === 0)
    .flatMap((step) => builtOn(step.image, images.values()))
    .filter((child) => !going.has(child.id))
  if (children.length === 0) return null
  return (
    <section className={css.blockers}>
      <h3>{t('images.childrenKeep', { count: children.length })}</h3>
      <ul>
        {children.map((child) => (
          <li key={child.id}>
            <button type="button" className={css.link} onClick={() => go('images', child.id)}>
              {escapeControls(nameOf(child), 128)}
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

function go(feature: string, id: string): void {
  close()
  reveal(feature, id)
}

function sayFailure({ image, blockers }: RemoveStep, error: unknown, t: Translate): string {
  const { text, todo, detail } = errorText(named(error, blockers), t)
  return [`${nameOf(image)}: ${text} ${todo}`, detail ?? ''].join('\n').trim()
}

/** The engine tells the container by its id; the user knows it by its name. */
function named(error: unknown, blockers: readonly Container[]): unknown {
  if (!(error instanceof AppError)) return error
  const id = String(error.params['container'] ?? '')
  const blocker = id === '' ? undefined : blockers.find((one) => one.id.startsWith(id))
  return blocker === undefined ? error : new AppError(error.code, { ...error.params, container: blocker.name }, error.detail)
}

function tellRemoved({ untagged, deleted }: RemoveResult, t: Translate): void {
  const [only] = untagged
  const title =
    deleted > 0
      ? t('images.removedToast', { count: deleted, name: untagged.length === 1 ? (only ?? '') : '' })
      : t('images.untaggedToast', { count: untagged.length, name: only ?? '' })
  toasts.add({ tone: 'ok', title })
}
