import { expect, test } from 'vitest'
import { host } from './web.ts'

/** True when the browser would ask. */
const asked = () => !window.dispatchEvent(new Event('beforeunload', { cancelable: true }))

test('a page that holds what would be lost is not left without a question, any other is', () => {
  let unsaved = false
  const forget = host.askBeforeLeaving(() => unsaved)
  expect(asked()).toBe(false)
  unsaved = true
  expect(asked()).toBe(true)
  forget()
  expect(asked()).toBe(false)
})
