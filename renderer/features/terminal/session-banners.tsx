import { Unplug } from 'lucide-react'
import type { Session } from '../../../shared/contract/terminal.ts'
import { useT } from '../../i18n/index.ts'
import { Button, escapeControls, Kbd } from '../../ui/index.ts'
import type { DockTab } from '../../world/view.ts'
import { closeTab } from './panes.ts'
import { paramsOf } from './params.ts'
import { Said } from './said.tsx'
import { useSessions } from './sessions.ts'
import css from './terminal.module.css'

/** Over a terminal that is not a plain shell: whose it is, what its keys do there, and how to let go without harm. */
export function SessionBanners({ tab }: { tab: DockTab }) {
  const { session } = paramsOf(tab)
  const known = useSessions((s) => s.byId.get(session ?? ''))
  if (known?.now.state !== 'live') return null
  if (known.kind === 'attach') return <AttachBanner tab={tab} session={known} />
  return (
    <>
      {known.kind === 'toolbox' || known.kind === 'copy' ? <ForeignBanner session={known} /> : null}
      {known.tty ? null : <PipesBanner />}
    </>
  )
}

const LOOKING_ON = {
  closed: 'terminal.bannerLooking.closed',
  'would-end': 'terminal.bannerLooking.wouldEnd',
  chosen: 'terminal.bannerLooking.chosen',
} as const

function AttachBanner({ tab, session }: { tab: DockTab; session: Session }) {
  const t = useT()
  const { readOnly, lookingOn = 'closed', tty, detachKeys } = session
  const words = t(readOnly ? LOOKING_ON[lookingOn] : tty ? 'terminal.bannerCtrlC' : 'terminal.bannerLines')
  return (
    <div className={css.banner} role="note">
      <Said title={t('terminal.bannerAttach')} words={words} />
      {detachKeys === null ? null : (
        <span className={css.keys}>
          {t('terminal.bannerKeys')}{' '}
          {keyNames(detachKeys).map((keys, at) => (
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

/** Over a program with plain pipes: what a terminal would do for it and nobody does. */
function PipesBanner() {
  const t = useT()
  const words = t('terminal.bannerPipes')
  return (
    <div className={css.banner} role="note">
      <Said title={t('terminal.bannerPipesTitle')} words={words} />
    </div>
  )
}

/** Over a toolbox or a copy: what is its own and what the container's. */
function ForeignBanner({ session }: { session: Session }) {
  const t = useT()
  const name = escapeControls(session.container.name, 64)
  const { toolbox } = session
  const words =
    toolbox === null
      ? t(session.keep?.volumes === true ? 'terminal.bannerCopyVolumes' : 'terminal.bannerCopy', { name })
      : toolbox.root === null
        ? t('terminal.bannerToolboxNoRoot', { name, image: escapeControls(toolbox.image, 64) })
        : t(toolbox.copied === true ? 'terminal.bannerToolboxCopied' : 'terminal.bannerToolbox', {
            name,
            image: escapeControls(toolbox.image, 64),
            root: toolbox.root,
          })
  return (
    <div className={css.banner} role="note">
      <Said title={t(toolbox === null ? 'terminal.bannerCopyTitle' : 'terminal.bannerToolboxTitle', { name })} words={words} />
    </div>
  )
}

/** `ctrl-],ctrl-]` -> "Ctrl ]", "Ctrl ]" */
const keyNames = (keys: string): string[] =>
  keys.split(',').map((key) => key.replace(/^ctrl-(.)$/, (_all, letter: string) => `Ctrl ${letter.toUpperCase()}`))
