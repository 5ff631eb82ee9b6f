import { host } from '#host'
import type { RecordInfo, RecordLimits, RecordRule } from '../../../../shared/contract/records.ts'
import { AppError } from '../../../../shared/errors.ts'
import { type Api, api, onApi } from '../../../api.ts'
import { errorText } from '../../../i18n/error-text.ts'
import { type MessageKey, t } from '../../../i18n/index.ts'
import { toasts } from '../../../ui/index.ts'
import { useRecords } from '../../../world/records.ts'
import { openTab } from '../../../world/view.ts'

const RETRY = 2000

/** Mirrors what main keeps, over each new wire, until the answer is called. */
export function followRecords(): () => void {
  let abort = new AbortController()
  const forget = onApi((client) => {
    abort.abort()
    abort = new AbortController()
    void follow(client, abort.signal)
  })
  return () => {
    forget()
    abort.abort()
  }
}

async function follow(client: Api, signal: AbortSignal): Promise<void> {
  const gone = () => signal.aborted
  while (!gone()) {
    try {
      for await (const now of client.records.watch({}, signal)) useRecords.setState({ now })
    } catch (error) {
      if (gone() || (error instanceof AppError && error.code === 'rpc.disconnected')) return
    }
    await new Promise((resolve) => setTimeout(resolve, RETRY))
  }
}

async function attempt(what: MessageKey, work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work()
    return true
  } catch (error) {
    const { text, todo, detail } = errorText(error, t)
    toasts.add({ tone: 'bad', title: t(what), body: [text, todo, detail].filter((part) => part !== null).join(' ') })
    return false
  }
}

export function ruleText(rule: RecordRule): string {
  if (rule.kind === 'all') return t('records.rule.all')
  return rule.kind === 'container' ? rule.name : t('records.rule.project', { name: rule.project })
}

/** Begins or ends recording by a rule, and says so. */
export async function setRecording(rule: RecordRule, on: boolean): Promise<void> {
  if (!(await attempt('records.failed', () => (on ? api().records.record({ rule }) : api().records.stop({ rule }))))) return
  toasts.add({ tone: 'ok', title: t(on ? 'records.began' : 'records.ended', { name: ruleText(rule) }), body: t('records.where') })
}

export const removeRecords = (ids: readonly string[]): Promise<boolean> =>
  attempt('records.removeFailed', () => api().records.remove({ ids: [...ids] }))

export const setLimits = (limits: RecordLimits): Promise<boolean> => attempt('records.limitsFailed', () => api().records.setLimits(limits))

export async function saveRecord({ id, name }: { id: string; name: string }, stamps = false): Promise<void> {
  await attempt('records.saveFailed', async () => {
    const saved = await host.saveStream(`${name}.log`, api().records.save({ id, stamps }))
    if (saved) toasts.add({ tone: 'ok', title: t('logs.saved', { name }) })
  })
}

/** Shows what is kept in a tab of the dock. */
export function openRecord({ id, name }: Pick<RecordInfo, 'id' | 'name'>): void {
  openTab({ id: `record:${id}`, kind: 'record', title: t('records.tab', { name }), params: { id, name } })
}
