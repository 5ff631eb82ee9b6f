import { Eye, EyeOff } from 'lucide-react'
import { useState } from 'react'
import { isSecret, MASK, splitEnv } from '../../../shared/secrets.ts'
import { useT } from '../../i18n/index.ts'
import { CopyButton, escapeControls, IconButton, KeyValueSection, Mono } from '../../ui/index.ts'
import css from './inspector.module.css'

/** Values that look secret stand as dots until they are asked for, one by one; only then can they be copied. */
export function EnvSection({ env }: { env: readonly string[] }) {
  const t = useT()
  if (env.length === 0) return null
  return (
    <KeyValueSection title={t('containers.env.title')}>
      <ul className={css.env}>
        {env.map((entry, at) => (
          <Variable key={`${String(at)} ${entry}`} entry={entry} />
        ))}
      </ul>
    </KeyValueSection>
  )
}

function Variable({ entry }: { entry: string }) {
  const t = useT()
  const [shown, setShown] = useState(false)
  const { name, value } = splitEnv(entry)
  const label = escapeControls(name, 128)
  const secret = value !== null && isSecret(name, value)
  const hidden = secret && !shown
  return (
    <li>
      <Mono className={css.envName}>{label}</Mono>
      {value === null || value === '' ? (
        <span className={css.quiet}>{t(value === null ? 'containers.env.unset' : 'containers.env.empty')}</span>
      ) : (
        <span className={css.envValue}>
          <Mono>{hidden ? MASK : value}</Mono>
          {secret ? (
            <IconButton
              size="sm"
              icon={shown ? EyeOff : Eye}
              label={t(shown ? 'containers.env.hide' : 'containers.env.reveal', { name: label })}
              onClick={() => setShown(!shown)}
            />
          ) : null}
          {hidden ? null : <CopyButton text={value} />}
        </span>
      )}
    </li>
  )
}
