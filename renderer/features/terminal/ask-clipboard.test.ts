import { beforeEach, expect, test } from 'vitest'
import { allowClipboard, askClipboard, refuseClipboard } from './ask-clipboard.ts'
import { dropPane, paneState, setPane } from './state.ts'

const TAB = 'terminal-1'
const wish = (text: string) => `c;${btoa(text)}`
beforeEach(() => dropPane(TAB))

test('a flood of wishes is one question, and none after a No until it is allowed again', () => {
  for (let left = 1000; left > 0; left--) askClipboard(TAB, wish(`text ${String(left)}`), true)
  expect(paneState(TAB).clipboard).toBe('text 1000')
  refuseClipboard(TAB)
  for (let left = 1000; left > 0; left--) askClipboard(TAB, wish('again'), true)
  expect(paneState(TAB)).toMatchObject({ clipboard: null, clipboardRefused: true })
  allowClipboard(TAB)
  expect(paneState(TAB)).toMatchObject({ clipboard: null, clipboardRefused: false })
  askClipboard(TAB, wish('wanted'), true)
  expect(paneState(TAB).clipboard).toBe('wanted')
})

test('a Yes holds for one text: the next is asked for', () => {
  askClipboard(TAB, wish('one'), true)
  setPane(TAB, { clipboard: null })
  askClipboard(TAB, wish('two'), true)
  expect(paneState(TAB).clipboard).toBe('two')
})

test('a terminal that nobody looks at asks nothing', () => {
  askClipboard(TAB, wish('from behind'), false)
  expect(paneState(TAB).clipboard).toBeNull()
})
