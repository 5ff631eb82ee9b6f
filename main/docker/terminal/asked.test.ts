import { expect, test } from 'vitest'
import type { OpenTerminal } from '../../../shared/contract/terminal.ts'
import { Asked } from './asked.ts'

const input = (more: Partial<OpenTerminal> = {}): OpenTerminal => ({ container: 'c', kind: 'attach', cols: 80, rows: 24, ...more })

test('what was asked for is known of all that live and of the last that were closed', () => {
  const live = new Set<string>(['old'])
  const asked = new Asked((id) => live.has(id))
  asked.note('old', input({ readOnly: true }))
  for (let at = 0; at < 200; at++) asked.note(`closed-${String(at)}`, input())
  expect(asked.find('old')).toMatchObject({ readOnly: true })
  expect(asked.find('closed-199')).toMatchObject({ kind: 'attach' })
  expect(() => asked.find('closed-100')).toThrow(expect.objectContaining({ code: 'terminal.not-found' }) as Error)
})

test('nothing is started by asking again', () => {
  const asked = new Asked(() => true)
  asked.note('one', input({ start: true }))
  expect(asked.find('one')).not.toHaveProperty('start')
})
