import { Fragment } from 'react'
import { type MessageKey, useT } from '../i18n/index.ts'
import { Dialog, Kbd } from '../ui/index.ts'
import css from './shell.module.css'

interface HelpProps {
  open: boolean
  onOpenChange: (open: boolean) => void
}

const windowKeys: readonly (readonly [MessageKey, string])[] = [
  ['app.help.palette', 'Ctrl K'],
  ['app.help.filter', '/'],
  ['app.help.dock', 'Ctrl J'],
  ['app.help.panes', 'F6'],
  ['app.help.views', 'Alt 1 … 9'],
  ['app.help.closeTab', 'Delete'],
  ['app.help.renameTab', 'F2'],
  ['app.help.moveTab', 'Ctrl Shift PgUp PgDn'],
  ['app.help.pane', 'Ctrl Shift ← → ↑ ↓'],
  ['app.help.divider', '← → ↑ ↓'],
  ['app.help.help', '?'],
]
const terminalKeys: readonly (readonly [MessageKey, string])[] = [
  ['terminal.help.menu', 'Shift F10'],
  ['terminal.help.copy', 'Ctrl Shift C'],
  ['terminal.help.paste', 'Ctrl Shift V'],
  ['terminal.help.find', 'Ctrl Shift F'],
  ['terminal.help.zoom', 'Ctrl = − 0'],
  ['app.help.split', 'Ctrl Shift E O'],
  ['app.help.paletteTerminal', 'Ctrl Shift K'],
  ['terminal.help.leave', 'Ctrl F6'],
  ['terminal.help.again', 'Enter'],
]
const logKeys: readonly (readonly [MessageKey, string])[] = [
  ['logs.help.find', 'Ctrl F'],
  ['logs.help.filter', 'Ctrl Shift F'],
  ['logs.help.marks', 'F8'],
  ['logs.help.line', 'Alt ↑ ↓'],
  ['logs.help.unfold', 'Enter'],
  ['logs.help.select', 'Shift ↑ ↓'],
  ['logs.help.copy', 'Ctrl C'],
  ['logs.help.ends', 'Home End'],
  ['logs.help.menu', 'Shift F10'],
]
const tableKeys: readonly (readonly [MessageKey, string])[] = [
  ['app.help.first', '↓ Enter'],
  ['app.help.move', '↑ ↓ PgUp PgDn Home End'],
  ['app.help.range', 'Shift ↑ ↓'],
  ['app.help.toggle', 'Space'],
  ['app.help.all', 'Ctrl A'],
  ['app.help.open', 'Enter'],
  ['app.help.back', 'Esc'],
  ['app.help.menu', 'Shift F10'],
  ['app.help.type', 'a … z'],
  ['app.help.column', 'Shift ← →'],
]
const recordingKeys: readonly (readonly [MessageKey, string])[] = [
  ['cast.help.play', 'Space'],
  ['cast.help.jump', '← →'],
  ['cast.help.ends', 'Home End'],
  ['cast.help.speed', '< >'],
]

export function HelpDialog({ open, onOpenChange }: HelpProps) {
  const t = useT()
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t('app.help')} size="wide">
      <div className={css.helpAll}>
        <Keys title={t('app.help.window')} keys={windowKeys} />
        <Keys title={t('app.help.tables')} keys={tableKeys} />
        <Keys title={t('logs.help')} keys={logKeys} />
        <Keys title={t('terminal.help')} keys={terminalKeys} />
        <Keys title={t('cast.help')} keys={recordingKeys} />
      </div>
    </Dialog>
  )
}

function Keys({ title, keys }: { title: string; keys: typeof windowKeys }) {
  const t = useT()
  return (
    <section aria-label={title}>
      <h3 className={css.helpTitle}>{title}</h3>
      <dl className={css.help}>
        {keys.map(([message, combination]) => (
          <Fragment key={message}>
            <dt>{t(message)}</dt>
            <dd>
              <Kbd keys={combination} />
            </dd>
          </Fragment>
        ))}
      </dl>
    </section>
  )
}
