import { Keyboard } from 'lucide-react'
import { version } from '../../package.json'
import { type Language, setLanguage, useI18n } from '../i18n/index.ts'
import { type DotTone, IconButton, MenuButton, RelativeTime, StatusDot } from '../ui/index.ts'
import { useWorld } from '../world/entities.ts'
import { type Truth, useTruth } from './connection.ts'
import css from './shell.module.css'
import { setTheme, themes, useTheme } from './theme.ts'

const tones: Record<Truth, DotTone> = { live: 'ok', connecting: 'busy', stale: 'warn', lost: 'warn', refused: 'bad', disconnected: 'bad' }
const languages: Record<Language, string> = { en: 'English', ru: 'Русский' }

export function StatusBar({ onHelp }: { onHelp: () => void }) {
  const { t } = useI18n()
  const truth = useTruth()
  const counted = useWorld((s) => s.loaded.containers)
  return (
    <footer className={css.status}>
      <Connection truth={truth} />
      {counted && (truth === 'live' || truth === 'stale') ? <Running /> : null}
      <span className={css.spring} />
      <IconButton icon={Keyboard} size="sm" label={t('app.help')} shortcut="?" onClick={onHelp} />
      <ThemeMenu />
      <LanguageMenu />
      <span>v{version}</span>
    </footer>
  )
}

function Connection({ truth }: { truth: Truth }) {
  const { t } = useI18n()
  const since = useWorld((s) => s.lastChange)
  const words: Record<Truth, string> = {
    live: t(since > 0 ? 'app.liveSince' : 'app.live'),
    connecting: t('app.connecting'),
    stale: t('app.stale'),
    lost: t('app.stale'),
    refused: t('app.disconnected'),
    disconnected: t('app.disconnected'),
  }
  return (
    <span className={css.connection}>
      <StatusDot tone={tones[truth]} label={words[truth]} showLabel />
      {truth === 'live' && since > 0 ? <RelativeTime at={since} /> : null}
    </span>
  )
}

/** What `docker ps` lists, as the navigation counts. */
const ACTIVE = ['running', 'paused', 'restarting']

function Running() {
  const { t } = useI18n()
  const count = useWorld((s) => {
    let running = 0
    for (const container of s.entities.containers.values()) if (ACTIVE.includes(container.state)) running++
    return running
  })
  return <span>{t('app.running', { count })}</span>
}

function ThemeMenu() {
  const { t } = useI18n()
  const { theme } = useTheme()
  const items = themes.map((id) => ({
    kind: 'radio' as const,
    id,
    label: t(`app.theme.${id}`),
    checked: id === theme,
    onSelect: () => setTheme(id),
  }))
  return <MenuButton label={t('app.theme')} size="sm" align="end" items={items} />
}

function LanguageMenu() {
  const { t, language } = useI18n()
  const items = (Object.keys(languages) as Language[]).map((id) => ({
    kind: 'radio' as const,
    id,
    label: languages[id],
    checked: id === language,
    onSelect: () => void setLanguage(id),
  }))
  return (
    <MenuButton
      label={`${t('app.language')}: ${language.toUpperCase()}`}
      text={language.toUpperCase()}
      size="sm"
      align="end"
      items={items}
    />
  )
}
