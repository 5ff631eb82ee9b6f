import { useT } from '../../i18n/index.ts'
import { Field, NumberInput, Select } from '../../ui/index.ts'
import type { Draft } from './draft.ts'
import css from './run.module.css'
import { edit } from './store.ts'

const POLICIES = ['no', 'on-failure', 'unless-stopped', 'always'] as const

export function RestartSection({ draft, fault }: { draft: Draft; fault: (field: string) => string | undefined }) {
  const t = useT()
  const options = POLICIES.map((value) => ({ value, label: t(`run.restart.${value}`) }))
  return (
    <Field label={t('run.restart')} error={fault('restart')}>
      {(ids) => (
        <div className={css.restart}>
          <Select {...ids} value={draft.restart} options={options} onChange={(restart) => edit({ restart })} />
          {draft.restart === 'on-failure' ? (
            <>
              <span className={css.hint}>{t('run.retries')}</span>
              <div className={css.retries}>
                <NumberInput
                  aria-label={t('run.retries')}
                  value={draft.maxRetries}
                  onChange={(maxRetries) => edit({ maxRetries })}
                  min={1}
                  max={10_000}
                />
              </div>
              <span className={css.hint}>{t('run.retriesHint')}</span>
            </>
          ) : null}
        </div>
      )}
    </Field>
  )
}
