import { renderHook } from '@testing-library/react'
import { beforeEach, expect, it, vi } from 'vitest'
import type { RecordRule } from '../../../../shared/contract/records.ts'
import { setLanguage } from '../../../i18n/index.ts'
import { emptyWorld, useWorld } from '../../../world/entities.ts'
import { useRecords } from '../../../world/records.ts'
import { useRecordCommands } from './commands.ts'

const asked: [string, RecordRule][] = []
vi.mock('../../../api.ts', () => ({
  api: () => ({
    records: {
      record: async ({ rule }: { rule: RecordRule }) => void asked.push(['record', rule]),
      stop: async ({ rule }: { rule: RecordRule }) => void asked.push(['stop', rule]),
    },
  }),
  onApi: () => () => undefined,
}))

const host = { id: 'a', name: 'alpha', address: 'unix:///a.sock', source: 'given' } as const
const recording = (rules: RecordRule[]) => useRecords.setState({ now: { rules, records: [] } as never })
const found = (query: string) => renderHook(() => useRecordCommands(query)).result.current

beforeEach(async () => {
  asked.length = 0
  await setLanguage('en')
  useWorld.setState({ ...emptyWorld(), connection: { state: 'connected', host, engine: {} as never } })
})

it('recording all containers is found by its words, in both languages, and ended the same way', async () => {
  recording([])
  const begin = found('record all').find(({ title }) => title === 'Record all containers')
  begin?.run()
  expect(asked).toEqual([['record', { kind: 'all' }]])
  recording([{ kind: 'all' }])
  expect(found('record all').map(({ title }) => title)).not.toContain('Record all containers')
  found('recording all')
    .find(({ title }) => title === 'Stop recording all containers')
    ?.run()
  expect(asked.at(-1)).toEqual(['stop', { kind: 'all' }])
  recording([])
  await setLanguage('ru')
  expect(found('записывать все').map(({ title }) => title)).toContain('Записывать все контейнеры')
})
