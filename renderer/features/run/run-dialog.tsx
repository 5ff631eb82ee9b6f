import { Play } from 'lucide-react'
import { type ReactNode, type RefObject, useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { familiarString, registryOf } from '../../../shared/reference.ts'
import { errorText } from '../../i18n/error-text.ts'
import { useT } from '../../i18n/index.ts'
import { PullProgress, usePull } from '../../pulls/index.ts'
import { Badge, Button, cx, Dialog, escapeControls } from '../../ui/index.ts'
import { useConnected } from '../../world/entities.ts'
import { CommandLine } from './command-line.tsx'
import { type Draft, emptyDraft, readDraft } from './draft.ts'
import { EnvSection } from './env-section.tsx'
import { type ImageFacts, useImageFacts } from './image-facts.ts'
import { ImageSection, registryName } from './image-section.tsx'
import { MountsSection } from './mounts-section.tsx'
import { PortsSection } from './ports-section.tsx'
import { readPort } from './read-port.ts'
import { RestartSection } from './restart-section.tsx'
import css from './run.module.css'
import { cancelPull, runContainer } from './start.ts'
import { clearRun, closeRun, type Failure, type Phase, useRun } from './store.ts'
import { usePortChecks } from './use-port-checks.ts'

const SECTIONS = ['image', 'ports', 'mounts', 'env', 'restart'] as const
type SectionName = (typeof SECTIONS)[number]

export function RunDialog() {
  const { open, draft, phase, failure, failureIsOld, tried } = useRun()
  const t = useT()
  const live = useConnected()
  const facts = useImageFacts(draft.image)
  const { spec, faults } = readDraft(draft)
  const imageInput = useRef<HTMLInputElement>(null)
  const checks = usePortChecks(
    spec.ports,
    draft.ports.flatMap((row) => readPort(row).map(() => row.key)),
    open && live && ![...faults.keys()].some((field) => field.startsWith('ports.')),
  )
  const fault = (field: string) => {
    const key = faults.get(field)
    return key !== undefined && (tried || key !== 'run.fault.imageMissing') ? t(key) : undefined
  }
  const missing = facts.id === null && facts.reference !== null ? familiarString(facts.reference) : null
  const go = (startIt: boolean) => {
    flushSync(() => useRun.setState({ tried: true }))
    if (faults.size > 0) focusFault()
    if (faults.size === 0 && live && phase === 'form') void runContainer(spec, missing, startIt)
  }
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => (next ? undefined : closeRun())}
      title={t('run.title')}
      size="wide"
      flush
      initialFocus={imageInput}
      onSubmit={() => go(true)}
      footer={
        <Footer
          facts={facts}
          phase={phase}
          live={live}
          faults={tried ? faults.size : 0}
          filled={JSON.stringify(draft) !== JSON.stringify(emptyDraft(draft.image))}
          onCreate={() => go(false)}
        />
      }
    >
      <Sections draft={draft}>
        {failure === null ? null : <FailureBox failure={failure} isOld={failureIsOld} />}
        <fieldset id="run-image" className={css.section} disabled={phase !== 'form'}>
          <ImageSection draft={draft} facts={facts} fault={fault} input={imageInput} />
        </fieldset>
        <fieldset id="run-ports" className={css.section} disabled={phase !== 'form'}>
          <PortsSection draft={draft} exposed={facts.exposed} checks={checks} fault={fault} />
        </fieldset>
        <fieldset id="run-mounts" className={css.section} disabled={phase !== 'form'}>
          <MountsSection draft={draft} fault={fault} />
        </fieldset>
        <fieldset id="run-env" className={css.section} disabled={phase !== 'form'}>
          <EnvSection draft={draft} fault={fault} />
        </fieldset>
        <fieldset id="run-restart" className={css.section} disabled={phase !== 'form'}>
          <RestartSection draft={draft} fault={fault} />
        </fieldset>
        {phase === 'pulling' && missing !== null ? <Pulling reference={missing} /> : null}
      </Sections>
      <CommandLine spec={spec} />
    </Dialog>
  )
}

/** The field may be out of sight. */
const focusFault = (): void =>
  document.getElementById('run-image')?.parentElement?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()

function Pulling({ reference }: { reference: string }) {
  const pull = usePull(reference)
  const box = useRef<HTMLDivElement>(null)
  const known = pull !== undefined
  useEffect(() => {
    if (known) box.current?.scrollIntoView({ block: 'nearest' })
  }, [known])
  return pull === undefined ? null : (
    <div className={css.progress} ref={box}>
      <PullProgress pull={pull} />
    </div>
  )
}

/** The form with its parts listed at the left; the list follows the scrolling and scrolls it. */
function Sections({ draft, children }: { draft: Draft; children: ReactNode }) {
  const t = useT()
  const form = useRef<HTMLDivElement>(null)
  const current = useCurrentSection(form)
  const counts: Partial<Record<SectionName, number>> = { ports: draft.ports.length, mounts: draft.mounts.length, env: draft.env.length }
  const jump = (name: SectionName) => {
    const section = document.getElementById(`run-${name}`)
    section?.scrollIntoView({ block: 'start' })
    section?.querySelector<HTMLElement>('input, button')?.focus({ preventScroll: true })
  }
  return (
    <div className={css.layout}>
      <nav className={css.aside} aria-label={t('run.sections')}>
        {SECTIONS.map((name) => (
          <button key={name} type="button" className={css.jump} aria-current={name === current} onClick={() => jump(name)}>
            {t(`run.section.${name}`)}
            {(counts[name] ?? 0) > 0 ? <Badge>{String(counts[name])}</Badge> : null}
          </button>
        ))}
      </nav>
      <div className={css.form} ref={form}>
        {children}
      </div>
    </div>
  )
}

function useCurrentSection(form: RefObject<HTMLElement | null>): SectionName {
  const [current, setCurrent] = useState<SectionName>('image')
  useEffect(() => {
    const element = form.current
    if (element === null) return
    const look = () => {
      const within = SECTIONS.filter((name) => (document.getElementById(`run-${name}`)?.offsetTop ?? 0) <= element.scrollTop + 40)
      setCurrent(within.at(-1) ?? 'image')
    }
    element.addEventListener('scroll', look, { passive: true })
    return () => element.removeEventListener('scroll', look)
  }, [form])
  return current
}

function FailureBox({ failure, isOld }: { failure: Failure; isOld: boolean }) {
  const t = useT()
  const { text, todo, detail } = errorText(failure.error, t)
  const box = useRef<HTMLDivElement>(null)
  // In braces: newer engines of the web answer with a promise, which React would take for the effect's clean-up and call.
  useEffect(() => {
    box.current?.scrollIntoView({ block: 'nearest' })
  }, [])
  return (
    <div className={cx(css.failure, isOld && css.old)} role={isOld ? undefined : 'alert'} ref={box}>
      <strong>
        {isOld ? t('run.failedBefore') : null} {t(`run.failed.${failure.at}`)} · {text}
      </strong>
      {detail === null ? null : <code>{escapeControls(detail, 4096)}</code>}
      <span>{todo}</span>
      {failure.at === 'start' ? (
        <span>{failure.left === null ? t('run.failedKept') : t('run.failedLeft', { name: failure.left })}</span>
      ) : null}
    </div>
  )
}

/** The button that was pressed goes with what it cleared. */
function startAfresh(): void {
  clearRun()
  document.getElementById('run-image')?.querySelector('input')?.focus()
}

/** `filled`: more than an image stands in the form. */
type FooterProps = { facts: ImageFacts; phase: Phase; live: boolean; faults: number; filled: boolean; onCreate: () => void }

function Footer({ facts, phase, live, faults, filled, onCreate }: FooterProps) {
  const t = useT()
  const busy = phase !== 'form'
  const registry = facts.reference === null ? '' : registryName(registryOf(facts.reference), t('run.imageHub'))
  const image = facts.reference === null ? '' : familiarString(facts.reference)
  const say = () => {
    if (!live) return t('run.offline')
    if (busy) return t(`run.phase.${phase}`, { image })
    if (faults > 0) return t('run.footFaults', { count: faults })
    if (facts.id !== null) return t('run.footLocal')
    return facts.reference === null ? '' : t('run.footRemote', { registry })
  }
  return (
    <>
      <span className={css.foot} role="status">
        {say()}
      </span>
      {filled ? (
        <Button variant="ghost" onClick={startAfresh} disabled={busy}>
          {t('run.clear')}
        </Button>
      ) : null}
      {phase === 'pulling' ? (
        <Button variant="ghost" onClick={cancelPull}>
          {t('run.stopPull')}
        </Button>
      ) : (
        <Button variant="ghost" onClick={closeRun}>
          {t('run.cancel')}
        </Button>
      )}
      <Button onClick={onCreate} disabled={!live || busy}>
        {t('run.createOnly')}
      </Button>
      <Button type="submit" variant="primary" icon={Play} busy={busy} disabled={!live}>
        {t('run.run')}
      </Button>
    </>
  )
}
