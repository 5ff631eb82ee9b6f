import { cleanup, configure } from '@testing-library/react'
import { afterEach } from 'vitest'

afterEach(cleanup)
// As patient as `expect.poll` is in vitest.config.ts.
configure({ asyncUtilTimeout: 20_000 })

// jsdom lays nothing out: every element has the size of a window, so that virtual rows are drawn.
Object.defineProperty(HTMLElement.prototype, 'clientWidth', { configurable: true, value: 1280 })
Object.defineProperty(HTMLElement.prototype, 'clientHeight', { configurable: true, value: 640 })
class StillObserver implements ResizeObserver {
  observe() {}
  unobserve() {}
  disconnect() {}
}
// What jsdom lacks, added only where it does.
const lacking = (target: object, parts: Record<string, unknown>) => {
  for (const [name, value] of Object.entries(parts))
    if (!(name in target)) Object.defineProperty(target, name, { value, configurable: true, writable: true })
}
lacking(globalThis, { ResizeObserver: StillObserver })
lacking(Element.prototype, { scrollTo: () => {}, scrollIntoView: () => {}, getAnimations: () => [], checkVisibility: () => true })
