import { appRu } from './app.ru.ts'
import { bootRu } from './boot.ru.ts'
import { castRu } from './cast.ru.ts'
import { containersRu } from './containers.ru.ts'
import type { MessageKey } from './en.ts'
import { errorsRu } from './errors.ru.ts'
import { hostsRu } from './hosts.ru.ts'
import { imagesRu } from './images.ru.ts'
import { logsRu } from './logs.ru.ts'
import { logsSearchRu } from './logs-search.ru.ts'
import { recordsRu } from './records.ru.ts'
import { runRu } from './run.ru.ts'
import { terminalRu } from './terminal.ru.ts'
import { uiRu } from './ui.ru.ts'

export const ru = {
  ...appRu,
  ...bootRu,
  ...uiRu,
  ...errorsRu,
  ...hostsRu,
  ...containersRu,
  ...imagesRu,
  ...recordsRu,
  ...runRu,
  ...logsRu,
  ...logsSearchRu,
  ...terminalRu,
  ...castRu,
} satisfies Record<MessageKey, string>
