import { cleanup } from '@testing-library/react'
import { afterEach } from 'vitest'

afterEach(cleanup)

// jsdom lays nothing out: every element has the size of a window, so that virtual rows are drawn.
Object.defineProperty(HTMLElement.prototype, 'clientWidth', { configurable: true, value: 1280 })
Object.defineProperty(HTMLElement.prototype, 'clientHeight', { configurable: true, value: 640 })
class StillObserver implements ResizeObserver {
  observe() {}
  unobserve() {}
  disconnect() {}
}
globalThis.ResizeObserver ??= StillObserver
Element.prototype.scrollTo ??= () => {}
Element.prototype.scrollIntoView ??= () => {}
Element.prototype.getAnimations ??= () => []
