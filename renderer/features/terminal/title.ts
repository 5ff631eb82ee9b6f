import type { Session } from '../../../shared/contract/terminal.ts'
import { t } from '../../i18n/index.ts'
import type { DockTab } from '../../world/view.ts'
import { paramsOf } from './params.ts'

/** `busy_hopper · bash`. Nothing the container writes to its terminal gets in here. */
export const titleOf = ({ container, kind, program }: Pick<Session, 'container' | 'kind' | 'program'>): string =>
  `${container.name} · ${kind === 'attach' ? t('terminal.attached') : kind === 'toolbox' ? t('terminal.toolbox') : kind === 'copy' ? t('terminal.copyOf') : program === '' ? t('terminal.shell') : program}`

/** Of a tab, in the language of now. */
export const titleOfTab = (tab: DockTab): string => titleOf(paramsOf(tab))

/** What the user calls it, else what it is. */
export const nameOfTab = (tab: DockTab): string => tab.name ?? titleOfTab(tab)
