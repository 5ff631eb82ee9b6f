import { create } from 'zustand'
import type { RecordRule, RecordsState } from '../../shared/contract/records.ts'

/** What is recorded and kept, as main tells it; null before it did. */
export const useRecords = create<{ now: RecordsState | null }>(() => ({ now: null }))

export const hasRule = (now: RecordsState | null, rule: RecordRule): boolean =>
  now?.rules.some((one) => JSON.stringify(one) === JSON.stringify(rule)) ?? false
