import type { Session } from '../../../shared/contract/terminal.ts'
import { t } from '../../i18n/index.ts'

/** `busy_hopper · bash`. Nothing the container writes to its terminal gets in here. */
export const titleOf = ({ container, kind, program }: Pick<Session, 'container' | 'kind' | 'program'>): string =>
  `${container.name} · ${kind === 'attach' ? t('terminal.attached') : kind === 'toolbox' ? t('terminal.toolbox') : kind === 'copy' ? t('terminal.copyOf') : program === '' ? t('terminal.shell') : program}`
