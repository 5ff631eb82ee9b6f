import { Unplug } from 'lucide-react'
import { useT } from '../../i18n/index.ts'
import { Button, Kbd } from '../../ui/index.ts'
import type { DockTab } from '../../world/view.ts'
import type { Pane } from './pane.ts'
import { closeTab } from './panes.ts'
import { paramsOf } from './params.ts'
import { useSessions } from './sessions.ts'
import css from './terminal.module.css'

/** Over an attached terminal: what Ctrl+C does there, and how to let go without harm. */
export function AttachBanner({ tab }: { pane: Pane; tab: DockTab }) {
  const t = useT()
  const { session, kind } = paramsOf(tab)
  const known = useSessions((s) => s.byId.get(session ?? ''))
  if (kind !== 'attach' || known === undefined || known.now.state !== 'live') return null
  return (
    <div className={css.banner} role="note">
      <b>{t('terminal.bannerAttach')}</b>
      <span>{known.readOnly ? t('terminal.bannerReadOnly') : known.tty ? t('terminal.bannerCtrlC') : t('terminal.bannerLines')}</span>
      <span className={css.spring} />
      {known.detachKeys === null ? null : (
        <span className={css.keys}>
          {t('terminal.bannerKeys')}{' '}
          {keyNames(known.detachKeys).map((keys, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the same key may stand twice, and none ever moves
            <Kbd key={at} keys={keys} />
          ))}
        </span>
      )}
      <Button size="sm" icon={Unplug} onClick={() => closeTab(tab)}>
        {t('terminal.detach')}
      </Button>
    </div>
  )
}

/** `ctrl-],ctrl-]` -> "Ctrl ]", "Ctrl ]" */
const keyNames = (keys: string): string[] =>
  keys.split(',').map((key) => key.replace(/^ctrl-(.)$/, (_all, letter: string) => `Ctrl ${letter.toUpperCase()}`))
