import type { RecordInfo, RecordLimits, RecordRule } from '../../../../shared/contract/records.ts'
import { api } from '../../../api.ts'
import { followStream } from '../../../follow.ts'
import { errorText } from '../../../i18n/error-text.ts'
import { type MessageKey, t, useI18n } from '../../../i18n/index.ts'
import { toasts } from '../../../ui/index.ts'
import { useRecords } from '../../../world/records.ts'
import { openTab } from '../../../world/view.ts'
import { recordTitle } from './naming.ts'

/** Mirrors what main keeps, until the answer is called. */
export const followRecords = (): (() => void) =>
  followStream({ open: (client, signal) => client.records.watch({}, signal), take: (now) => useRecords.setState({ now }) })

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

/** Shows what is kept in a tab of the dock. */
export function openRecord({ id, name, image, from, to }: RecordInfo): void {
  const kept = { id, name, image, from, to }
  const title = t('records.tab', { name: recordTitle(kept, useI18n.getState().language) })
  openTab({ id: `record:${id}`, kind: 'record', title, params: kept })
}
