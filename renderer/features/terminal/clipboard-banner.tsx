import { ClipboardX } from 'lucide-react'
import { useT } from '../../i18n/index.ts'
import { Button } from '../../ui/index.ts'
import { allowClipboard } from './ask-clipboard.ts'
import type { Pane } from './pane.ts'
import { Said } from './said.tsx'
import { usePane } from './state.ts'
import css from './terminal.module.css'

/** Over a terminal that was refused the clipboard: that it asks no more, and the way back. */
export function ClipboardBanner({ pane }: { pane: Pane }) {
  const t = useT()
  const { clipboardRefused } = usePane(pane.tab)
  if (!clipboardRefused) return null
  const allow = () => {
    allowClipboard(pane.tab)
    pane.focus()
  }
  return (
    <div className={css.banner} role="status">
      <ClipboardX size={12} aria-hidden />
      <Said words={t('terminal.clipboardRefused')} />
      <Button size="sm" onClick={allow}>
        {t('terminal.clipboardAskAgain')}
      </Button>
    </div>
  )
}
