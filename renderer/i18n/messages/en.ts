import { appEn } from './app.en.ts'
import { bootEn } from './boot.en.ts'
import { castEn } from './cast.en.ts'
import { containersEn } from './containers.en.ts'
import { errorsEn } from './errors.en.ts'
import { hostsEn } from './hosts.en.ts'
import { imagesEn } from './images.en.ts'
import { logsEn } from './logs.en.ts'
import { logsSearchEn } from './logs-search.en.ts'
import { recordsEn } from './records.en.ts'
import { runEn } from './run.en.ts'
import { terminalEn } from './terminal.en.ts'
import { uiEn } from './ui.en.ts'

/** The typed source: keys are `feature.name`. */
export const en = {
  ...appEn,
  ...bootEn,
  ...uiEn,
  ...errorsEn,
  ...hostsEn,
  ...containersEn,
  ...imagesEn,
  ...recordsEn,
  ...runEn,
  ...logsEn,
  ...logsSearchEn,
  ...terminalEn,
  ...castEn,
}
export type MessageKey = keyof typeof en
