import { useState } from 'react'
import { MAX_SOURCES } from '../../../../shared/contract/logs.ts'
import { useT } from '../../../i18n/index.ts'
import { Button, escapeControls, Popover } from '../../../ui/index.ts'
import type { LogTarget } from '../target.ts'
import css from '../view/log.module.css'
import type { LogScope } from './scope.ts'

/** Said in a line; all of them are in the list. */
const NAMED = 3

/** Says which containers found no room in a view, and how to see their logs. */
export function LeftOutNote({ targets, scope }: { targets: readonly LogTarget[]; scope: LogScope }) {
  const t = useT()
  const [open, setOpen] = useState(false)
  if (targets.length === 0) return null
  const names = targets.map(({ name }) => escapeControls(name, 80)).sort()
  const some = names.slice(0, NAMED).join(', ')
  const more = names.length - NAMED
  return (
    <output className={css.note}>
      <span>
        {t('logs.leftOut', { most: MAX_SOURCES })}{' '}
        {more > 0 ? t('logs.leftOut.more', { names: some, count: more }) : t('logs.leftOut.all', { names: some })}{' '}
        {t(`logs.leftOut.${scope.kind}`)}
      </span>
      {more <= 0 ? null : (
        <Popover
          title={t('logs.leftOut.title')}
          open={open}
          onOpenChange={setOpen}
          trigger={<Button size="sm">{t('logs.leftOut.which')}</Button>}
        >
          <ul className={css.names}>
            {names.map((name) => (
              <li key={name}>{name}</li>
            ))}
          </ul>
        </Popover>
      )}
    </output>
  )
}
