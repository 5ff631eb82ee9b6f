import type { LogAround, LogSearch, LogSearchReport } from '../../../../shared/contract/logs-search.ts'
import type { Api } from '../../../api.ts'
import type { MessageKey } from '../../../i18n/index.ts'
import { asked, type HostOf } from '../session.ts'

/** Whole logs, wherever they are kept: how they are looked through, how a place of one is read, and what that is called. */
export type Whole = {
  search(api: Api, input: LogSearch, signal: AbortSignal): AsyncIterable<LogSearchReport>
  around(api: Api, input: LogAround, signal: AbortSignal): AsyncIterable<Uint8Array>
  title: MessageKey
  hint: MessageKey
  back: MessageKey
}

/** The id of a record names its host as well. */
export const isRecord = (id: string): boolean => id.includes('/')

/** What was recorded, by the ids of the records, and what the engine has of containers among them. */
export const RECORDS: Whole = {
  search: (api, input, signal) => api.records.search(input, signal),
  around: (api, input, signal) => (isRecord(input.id) ? api.records : api.logs).around(input, signal),
  title: 'records.search.title',
  hint: 'records.search.hint',
  back: 'records.search.back',
}

/** What the engine has of containers, by their ids, and what was recorded of them before. It is asked only while it is the one meant. */
export const engineWhole = (hostOf: HostOf): Whole => ({
  search: (api, input, signal) =>
    (input.sources.some(({ id }) => isRecord(id)) ? api.records : api.logs).search({ ...input, ...asked(hostOf) }, signal),
  around: (api, input, signal) => RECORDS.around(api, { ...input, ...asked(hostOf) }, signal),
  title: 'logs.search.title',
  hint: 'logs.search.hint',
  back: 'logs.search.back',
})
