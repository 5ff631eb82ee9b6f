import { expect, test, uniqueName } from '../fixtures.ts'
import { openApp } from '../open-app.ts'
import { docker, testHost } from '../rig/engine.ts'
import { startFaultProxy } from '../rig/fault-proxy.ts'

test('figures for the rows on screen only; nothing is asked while none is, or the page is hidden', async () => {
  const proxy = await startFaultProxy(testHost())
  const name = uniqueName('busy')
  await docker(testHost(), 'run', '-d', '--name', name, 'alpine:3.20', 'sh', '-c', 'while :; do :; done')
  const { page, close, problems } = await openApp({ host: proxy.host })
  try {
    const asked = () => proxy.count(/GET \/containers\/[a-f0-9]+\/stats/)
    /** Nothing is asked for longer than a round of samples lasts. */
    const quiet = async () => {
      const round = async () => {
        proxy.forget()
        await page.waitForTimeout(4000)
        return asked()
      }
      await expect.poll(round, { timeout: 20_000 }).toBe(0)
    }
    await expect(page.getByRole('row', { name, exact: true })).toContainText(/\d+\.\d %/)
    await expect.poll(asked).toBeGreaterThan(1)
    await page.evaluate(() => {
      Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => 'hidden' })
      document.dispatchEvent(new Event('visibilitychange'))
    })
    await quiet()
    await page.evaluate(() => {
      Reflect.deleteProperty(document, 'visibilityState')
      document.dispatchEvent(new Event('visibilitychange'))
    })
    await expect.poll(asked).toBeGreaterThan(0)
    await page
      .getByRole('link', { name: /^Images/ })
      .or(page.getByRole('button', { name: /^Images/ }))
      .first()
      .click()
    await quiet()
    expect(problems).toEqual([])
  } finally {
    await close()
    await proxy.close()
    await docker(testHost(), 'rm', '-f', name)
  }
})
