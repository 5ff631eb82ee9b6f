import { copyText } from '../../copy.ts'
import { useT } from '../../i18n/index.ts'
import { Code, ConfirmDialog, escapeControls } from '../../ui/index.ts'
import type { DockTab } from '../../world/view.ts'
import { refuseClipboard } from './ask-clipboard.ts'
import { useBroadcast } from './broadcast.ts'
import type { Pane } from './pane.ts'
import { paramsOf } from './params.ts'
import { setPane, usePane } from './state.ts'

const SHOWN = 4000

/** What a terminal asks before it does it: many lines at once, the clipboard. */
export function Questions({ pane, tab }: { pane: Pane; tab: DockTab }) {
  const t = useT()
  const { paste, clipboard } = usePane(tab.id)
  const members = useBroadcast((b) => b.members)
  const done = (change: Parameters<typeof setPane>[1]) => {
    setPane(tab.id, change)
    pane.focus()
  }
  return (
    <>
      <ConfirmDialog
        open={paste !== null}
        onOpenChange={(open) => (open ? undefined : done({ paste: null }))}
        title={t('terminal.pasteTitle', { lines: (paste ?? '').split('\n').filter((line) => line !== '').length })}
        body={
          members.includes(tab.id) && members.length > 1 ? t('terminal.pasteBodyAll', { count: members.length }) : t('terminal.pasteBody')
        }
        confirmLabel={t('terminal.paste')}
        onConfirm={() => {
          setPane(tab.id, { paste: null })
          pane.sendPaste(paste ?? '')
        }}
      >
        <Text text={paste ?? ''} label={t('terminal.paste')} />
      </ConfirmDialog>
      <ConfirmDialog
        open={clipboard !== null}
        onOpenChange={(open) => {
          if (open) return
          refuseClipboard(tab.id)
          pane.focus()
        }}
        title={t('terminal.clipboardTitle', { name: escapeControls(paramsOf(tab).container.name, 64) })}
        body={t('terminal.clipboardBody')}
        confirmLabel={t('terminal.clipboardAllow')}
        danger
        onConfirm={() => {
          void copyText(clipboard ?? '')
          done({ clipboard: null })
        }}
      >
        <Text text={clipboard ?? ''} label={t('terminal.clipboardAllow')} />
      </ConfirmDialog>
    </>
  )
}

/** Lines as lines; whatever else controls is spelt out. What is agreed to unseen is counted. */
function Text({ text, label }: { text: string; label: string }) {
  const t = useT()
  const shown = text
    .slice(0, SHOWN)
    .split('\n')
    .map((line) => escapeControls(line, SHOWN))
    .join('\n')
  return (
    <>
      <Code block wrap label={label}>
        {shown}
      </Code>
      {text.length > SHOWN ? <p>{t('terminal.textMore', { count: text.length - SHOWN })}</p> : null}
    </>
  )
}
