import { expect, test, uniqueName } from '../fixtures.ts'

test.describe('opening the browser form', () => {
  test.skip(({ served }) => served === null, 'the desktop app has no link')

  test('the code leaves the address bar, and the tab survives a reload', async ({ app }) => {
    await expect(app).toHaveTitle('Gantry')
    expect(app.url()).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/)
    await app.reload()
    await app.reload()
    await expect(app.getByText('needs a new link')).toHaveCount(0)
    expect(await app.evaluate(() => document.cookie)).toBe('')
  })

  test('a link used before says how to get in again', async ({ app, served, checkAccessibility }) => {
    const other = await app.context().newPage()
    await other.goto(served?.link ?? '')
    await expect(other.getByRole('heading', { name: 'This tab needs a new link' })).toBeVisible()
    await expect(other.getByText('npm run serve', { exact: true })).toBeVisible()
    await app.evaluate(() => sessionStorage.clear())
    await app.reload()
    await expect(app.getByRole('heading', { name: 'This tab needs a new link' })).toBeVisible()
    await checkAccessibility()
  })

  test('a link pasted into a tab that needs one opens it, and its code is cleared away', async ({ served, lazyBrowser }) => {
    const link = new URL(served?.link ?? '')
    const page = await (await lazyBrowser()).newPage()
    await page.goto(link.origin)
    await expect(page.getByRole('heading', { name: 'This tab needs a new link' })).toBeVisible()
    const loaded = await page.evaluate(() => performance.timeOrigin)
    await page.goto(link.href)
    await expect(page.getByRole('main')).toContainText('Containers')
    expect(page.url()).toBe(`${link.origin}/`)
    // Who is in already keeps what it has, whatever is pasted over it.
    await page.goto(`${link.origin}/#${'A'.repeat(43)}`)
    await expect.poll(() => page.url()).toBe(`${link.origin}/`)
    expect(await page.evaluate(() => performance.timeOrigin)).toBe(loaded)
    await page.reload()
    await expect(page.getByRole('main')).toContainText('Containers')
    await page.close()
  })

  test('a first connection that fails is said and made again', async ({ app }) => {
    let tries = 0
    await app.routeWebSocket(/\/wire$/, (socket) => {
      if (++tries <= 3) return void socket.close({ code: 1001 })
      socket.connectToServer()
    })
    await app.reload()
    await expect(app.getByRole('status').filter({ hasText: 'backend does not answer' })).toBeVisible()
    await expect(app.getByRole('main')).toBeVisible()
    await expect(app.getByRole('status').filter({ hasText: 'backend does not answer' })).toBeHidden()
  })

  test('a lost connection is said and made again', async ({ app }) => {
    const sockets: { close(): Promise<void> }[] = []
    let dead = false
    await app.routeWebSocket(/\/wire$/, (socket) => {
      if (dead) return void socket.close({ code: 1001 })
      socket.connectToServer()
      sockets.push(socket)
    })
    await app.reload()
    await expect.poll(() => sockets.length).toBe(1)
    await expect(app.getByRole('main')).toBeVisible()
    dead = true
    await sockets[0]?.close()
    await expect(app.getByRole('status').filter({ hasText: 'backend does not answer' })).toBeVisible()
    dead = false
    await expect(app.getByRole('status').filter({ hasText: 'backend does not answer' })).toBeHidden()
    expect(sockets).toHaveLength(2)
  })

  test('a page that begins without terminals says which run, and shows them', async ({ app, docker }) => {
    const name = uniqueName('unseen')
    await docker('run', '-d', '--name', name, 'alpine:3.20', 'sleep', '1000')
    await app.getByRole('row', { name }).click()
    await app.getByRole('button', { name: 'Terminal', exact: true }).click()
    await expect(app.locator('[data-phase=open]')).toBeVisible()
    // As a new tab: only the way in is kept.
    await app.evaluate(() => {
      const session = sessionStorage.getItem('gantry.session') ?? ''
      addEventListener('pagehide', () => {
        sessionStorage.clear()
        localStorage.clear()
        sessionStorage.setItem('gantry.session', session)
      })
    })
    await app.reload()
    await expect(app.getByText('1 terminal runs that this window does not show')).toBeVisible()
    await app.getByRole('button', { name: 'Show it' }).click()
    await expect(app.getByRole('tab', { name: new RegExp(`^${name}`) })).toBeVisible()
    await docker('rm', '-f', name)
  })
})
