import { useState } from 'react'
import type { RunSpec } from '../../../shared/contract/run.ts'
import { dockerRunLine } from '../../../shared/docker-run.ts'
import { isSecret, MASK } from '../../../shared/secrets.ts'
import { useT } from '../../i18n/index.ts'
import { Button, CopyButton, escapeControls } from '../../ui/index.ts'
import css from './run.module.css'

const dots = () => MASK

/** The equivalent `docker run` line. Secrets are masked, also in what is copied, until they are shown. */
export function CommandLine({ spec }: { spec: RunSpec }) {
  const t = useT()
  const [shown, setShown] = useState(false)
  const secret = spec.env.some(({ name, value }) => isSecret(name, value))
  const line = dockerRunLine({ ...spec, image: spec.image === '' ? 'IMAGE' : spec.image }, shown ? null : dots)
  return (
    <section className={css.line} aria-label={t('run.line')}>
      <div className={css.lineHead}>
        <span>{t('run.line')}</span>
        {secret ? (
          <Button size="sm" variant="ghost" onClick={() => setShown(!shown)}>
            {t(shown ? 'run.lineMask' : 'run.lineReveal')}
          </Button>
        ) : null}
        <CopyButton text={line} label={t('run.lineCopy')} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must take the keyboard (WCAG 2.1.1) */}
      <pre className={css.command} tabIndex={0}>
        {escapeControls(line, 16_384)}
      </pre>
    </section>
  )
}
