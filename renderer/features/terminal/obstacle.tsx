import { Link2Off, MonitorUp, Plug, ScrollText, Wrench } from 'lucide-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { AppError } from '../../../shared/errors.ts'
import { splitWords } from '../../../shared/shell-words.ts'
import { errorText } from '../../i18n/error-text.ts'
import { useT } from '../../i18n/index.ts'
import { Button, Code, EmptyState, Spinner, TextInput } from '../../ui/index.ts'
import { ask } from '../../world/intents.ts'
import type { DockTab } from '../../world/view.ts'
import { openForm } from './form-store.ts'
import type { Pane } from './pane.ts'
import { closeTab, openTerminal } from './panes.ts'
import { isPlain, paramsOf } from './params.ts'
import { usePane } from './state.ts'
import css from './terminal.module.css'

/** Stands over the screen while there is nothing to see on it, with the reason and what can be done. */
export function Obstacle({ pane, tab }: { pane: Pane; tab: DockTab }) {
  const t = useT()
  const { phase, error } = usePane(tab.id)
  const params = paramsOf(tab)
  const { kind } = params
  const close = <Button onClick={() => closeTab(tab)}>{t('terminal.close')}</Button>
  if (phase === 'open') return null
  if (phase === 'opening') return <Soft>{t(kind === 'attach' ? 'terminal.openingAttach' : 'terminal.opening')}</Soft>
  if (phase === 'waiting') return <Soft>{t('terminal.restoring')}</Soft>
  if (phase === 'taken')
    return (
      <Cover>
        <EmptyState
          size="sm"
          icon={MonitorUp}
          title={t('terminal.taken')}
          actions={
            <Button variant="primary" onClick={() => pane.takeBack()}>
              {t('terminal.takeBack')}
            </Button>
          }
        />
      </Cover>
    )
  if (phase === 'gone')
    return (
      <Cover>
        <EmptyState
          size="sm"
          icon={Link2Off}
          title={t('terminal.gone')}
          body={t(isPlain(params) ? 'terminal.goneBody' : 'terminal.goneTyped')}
          actions={isPlain(params) ? <Again pane={pane}>{close}</Again> : <Anew tab={tab}>{close}</Anew>}
        />
      </Cover>
    )
  if (error instanceof AppError && error.code === 'terminal.no-shell') return <NoShell tab={tab} words={error.detail ?? ''} />
  const { text, todo, detail } = errorText(error, t)
  return (
    <Cover>
      <EmptyState
        size="sm"
        tone="bad"
        title={t('terminal.failed')}
        body={
          <>
            <p>
              {text} {todo}
            </p>
            <Words words={detail ?? ''} />
          </>
        }
        actions={<Again pane={pane}>{close}</Again>}
      />
    </Cover>
  )
}

/** Takes the keyboard from the screen it covers. */
function Cover({ children }: { children: ReactNode }) {
  const cover = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (cover.current?.parentElement?.contains(document.activeElement) === true) cover.current.querySelector('button')?.focus()
  }, [])
  return (
    <div className={css.cover} ref={cover}>
      {children}
    </div>
  )
}

const Soft = ({ children }: { children: string }) => (
  <div className={css.soft} role="status">
    <Spinner /> {children}
  </div>
)

function Again({ pane, children }: { pane: Pane; children: ReactNode }) {
  const t = useT()
  return (
    <>
      <Button variant="primary" onClick={() => void pane.restart()}>
        {t('terminal.tryAgain')}
      </Button>
      {children}
    </>
  )
}

/** The form, where nobody knows any more what was typed into it. */
function Anew({ tab, children }: { tab: DockTab; children: ReactNode }) {
  const t = useT()
  const { container, kind } = paramsOf(tab)
  const anew = () => openForm(container, kind, tab)
  return (
    <>
      <Button variant="primary" onClick={anew}>
        {t('terminal.openForm')}
      </Button>
      {children}
    </>
  )
}

function Words({ words }: { words: string }) {
  const t = useT()
  if (words === '') return null
  return (
    <Code block wrap label={t('terminal.engineWords')}>
      {words}
    </Code>
  )
}

function NoShell({ tab, words }: { tab: DockTab; words: string }) {
  const t = useT()
  const [command, setCommand] = useState('')
  const { container } = paramsOf(tab)
  // Null while a quote is open.
  const argv = splitWords(command) ?? []
  const run = () => {
    if (argv.length === 0) return
    openTerminal({ container, kind: 'command', command: argv })
    closeTab(tab)
  }
  const toolbox = () => openForm(container, 'toolbox', tab)
  const attach = () => {
    openTerminal({ container, kind: 'attach' })
    closeTab(tab)
  }
  return (
    <Cover>
      <div className={css.noShell}>
        <h3>{t('terminal.noShell')}</h3>
        <p>{t('terminal.noShellBody')}</p>
        <p>{t('terminal.noShellToolbox')}</p>
        <div className={css.listActions}>
          <Button variant="primary" icon={Wrench} onClick={toolbox}>
            {t('terminal.openToolbox')}
          </Button>
          <Button icon={ScrollText} onClick={() => ask('logs.open', { containers: [container] })}>
            {t('terminal.logs')}
          </Button>
          <Button icon={Plug} onClick={attach}>
            {t('terminal.attach')}
          </Button>
          <Button onClick={() => closeTab(tab)}>{t('terminal.close')}</Button>
        </div>
        <form
          className={css.command}
          onSubmit={(event) => {
            event.preventDefault()
            run()
          }}
        >
          <TextInput
            mono
            value={command}
            onChange={setCommand}
            aria-label={t('terminal.command')}
            placeholder={t('terminal.commandHint')}
          />
          <Button type="submit" disabled={argv.length === 0}>
            {t('terminal.run')}
          </Button>
        </form>
        <Words words={words} />
      </div>
    </Cover>
  )
}
