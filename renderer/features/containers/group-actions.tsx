import { CircleDot, ScrollText } from 'lucide-react'
import { useT } from '../../i18n/index.ts'
import { Button, IconButton } from '../../ui/index.ts'
import { useConnected } from '../../world/entities.ts'
import { ask } from '../../world/intents.ts'
import { hasRule, useRecords } from '../../world/records.ts'

/** What can be done with a whole project, in the row of its name. */
export function GroupActions({ project }: { project: string }) {
  const t = useT()
  const live = useConnected()
  const now = useRecords((records) => records.now)
  const rule = { kind: 'project', project } as const
  const on = hasRule(now, rule)
  const title = live ? undefined : t('containers.offline')
  return (
    <>
      {now === null || !live ? null : (
        <IconButton
          size="sm"
          icon={CircleDot}
          label={t(on ? 'records.menuStop' : 'records.menu')}
          pressed={on}
          onClick={() => ask('logs.record', { rule, on: !on })}
        />
      )}
      <Button
        size="sm"
        variant="ghost"
        icon={ScrollText}
        disabled={!live}
        title={title}
        onClick={() => ask('logs.project', { project, service: null })}
      >
        {t('containers.action.logs')}
      </Button>
    </>
  )
}
