import { expect, it } from 'vitest'
import { BatchBuilder } from '../../../../shared/log-batch-builder.ts'
import type { LogSession } from '../session.ts'
import { LogStore } from '../store/store.ts'
import { LineContent } from './line-content.ts'

function tailOf(text: string, recorded: boolean) {
  const store = new LogStore()
  const builder = new BatchBuilder()
  const bytes = new TextEncoder().encode(text)
  builder.add(0, false, 1, 0, bytes, 0, bytes.length, 34_500)
  store.append(builder.take())
  const session = { store, targets: [{ id: 'a', name: 'a' }], recorded } as unknown as LogSession
  const t = (key: string) => key
  const look = { stamps: 'off', wrap: false, levels: false, json: false, fields: [], t, language: 'en' } as never
  return new LineContent(session, look, () => undefined).of(0).tail
}

it('what of a line was not recorded is said, and not offered: nobody has it', () => {
  expect(tailOf('short', false)).toEqual({ text: 'logs.capped', expands: false, save: 'logs.saveLog' })
  expect(tailOf('short', true)).toEqual({ text: 'records.notRecorded', expands: false })
  const long = 'x'.repeat(60_000)
  expect(tailOf(long, false)).toEqual({ text: 'logs.more', expands: true, save: 'logs.cappedSave' })
  expect(tailOf(long, true)).toEqual({ text: 'logs.more', expands: true, note: 'records.notRecorded' })
})
