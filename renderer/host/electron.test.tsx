import { expect, it, vi } from 'vitest'
import { host } from './electron.ts'

async function* bytes() {
  yield await Promise.resolve(new Uint8Array([104, 105]))
}

it('a file is saved when the shell says so of it', async () => {
  let made = 0
  vi.stubGlobal('URL', Object.assign(URL, { createObjectURL: () => `blob:gantry/${String(++made)}`, revokeObjectURL: () => undefined }))
  const clicked: string[] = []
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    clicked.push(`${this.download} ${this.href}`)
  })
  const [first, second] = [host.saveStream('a.cast', bytes()), host.saveStream('b.cast', bytes())]
  await vi.waitFor(() => expect(clicked).toEqual(['a.cast blob:gantry/1', 'b.cast blob:gantry/2']))
  const tell = (data: unknown, source: Window | null = window) => window.dispatchEvent(new MessageEvent('message', { data, source }))
  tell({ saved: 'blob:gantry/1', isSaved: true }, null)
  tell('gantry:port')
  tell({ saved: 'blob:gantry/2', isSaved: true })
  tell({ saved: 'blob:gantry/1', isSaved: false })
  expect(await Promise.all([first, second])).toEqual(['not', 'saved'])
})
