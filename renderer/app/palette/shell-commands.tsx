import { Keyboard, Languages, PanelBottom, SunMoon } from 'lucide-react'
import { useMemo } from 'react'
import type { Command } from '../../feature.ts'
import { setLanguage, useI18n } from '../../i18n/index.ts'
import { goTo, setDockOpen, useView } from '../../world/view.ts'
import { useViewTitles } from '../compose.ts'
import { navigable } from '../routes.ts'
import { setTheme, themes, useTheme } from '../theme.ts'

/** What the window itself can do. */
export function useShellCommands(onHelp: () => void): readonly Command[] {
  const { t, language } = useI18n()
  const { theme } = useTheme()
  const dockOpen = useView((v) => v.dockOpen)
  const hasDock = useView((v) => v.tabs.length > 0)
  const titles = useViewTitles().join('\n')
  return useMemo(() => {
    const views = titles.split('\n').map((title, at): Command => {
      const feature = navigable[at]
      const Icon = feature?.nav.Icon
      return {
        id: `go:${feature?.id}`,
        title: t('app.palette.go', { view: title }),
        icon: Icon ? <Icon size={15} /> : null,
        shortcut: `Alt ${at + 1}`,
        run: () => goTo(feature?.id ?? ''),
      }
    })
    const other = language === 'en' ? 'ru' : 'en'
    const next = themes[(themes.indexOf(theme) + 1) % themes.length] ?? 'system'
    const dock: Command = {
      id: 'dock',
      title: t(dockOpen ? 'app.dock.hide' : 'app.dock.show'),
      icon: <PanelBottom size={15} />,
      shortcut: 'Ctrl J',
      run: () => setDockOpen(!dockOpen),
    }
    return [
      ...views,
      ...(hasDock ? [dock] : []),
      { id: 'theme', title: `${t('app.theme')}: ${t(`app.theme.${next}`)}`, icon: <SunMoon size={15} />, run: () => setTheme(next) },
      {
        id: 'language',
        title: `${t('app.language')}: ${other === 'ru' ? 'Русский' : 'English'}`,
        icon: <Languages size={15} />,
        run: () => void setLanguage(other),
      },
      { id: 'help', title: t('app.help'), icon: <Keyboard size={15} />, shortcut: '?', run: onHelp },
    ]
  }, [titles, t, language, theme, dockOpen, hasDock, onHelp])
}
