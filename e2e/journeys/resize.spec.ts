import { expect, test, uniqueName } from '../fixtures.ts'

test('a followed log goes on following through every size of the window', async ({ app, docker }) => {
  const name = uniqueName('sized')
  await docker('run', '-d', '--name', name, 'alpine:3.20', 'sh', '-c', 'i=0; while :; do echo line $i; i=$((i+1)); sleep 0.1; done')
  await app.getByRole('row', { name }).click()
  await app.getByRole('button', { name: 'Logs', exact: true }).first().click()
  const dock = app.getByRole('region', { name: 'Terminals and logs' })
  const view = dock.getByRole('log')
  await expect(view.getByText(/^line \d{2,}$/).last()).toBeVisible()
  for (const [width, height] of [
    [1000, 640],
    [1440, 900],
    [1000, 560],
    [1440, 1100],
  ] as const) {
    await app.setViewportSize({ width, height })
    const last = (await docker('logs', '--tail', '1', name)).trim()
    await expect(view.getByText(last, { exact: true })).toBeInViewport()
    await expect(dock.getByText(/lines · following/)).toBeVisible()
  }
  await docker('rm', '-f', name)
})

test('the page itself cannot be scrolled away, whatever stands out of it', async ({ app }) => {
  const scrolled = await app.evaluate(() => {
    const tall = document.createElement('div')
    Object.assign(tall.style, { position: 'absolute', top: '0', width: '1px', height: '3000px' })
    document.body.append(tall)
    document.documentElement.scrollTop = 500
    document.body.scrollTop = 500
    return [document.documentElement.scrollTop, document.body.scrollTop]
  })
  expect(scrolled).toEqual([0, 0])
})
