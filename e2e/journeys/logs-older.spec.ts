import { expect, test, uniqueName } from '../fixtures.ts'

test('a line that the engine counts as several hides none of the older ones', async ({ app, docker }) => {
  const name = uniqueName('long')
  const lines = 'i=0; while [ $i -lt 3000 ]; do echo number $i; i=$((i+1)); done'
  const long = "head -c 40000 /dev/zero | tr '\\0' x; echo; echo the end; sleep 600"
  await docker('run', '-d', '--name', name, 'alpine:3.20', 'sh', '-c', `${lines}; ${long}`)
  try {
    await app.getByRole('row', { name }).click()
    await app.getByRole('complementary').getByRole('button', { name: 'Logs', exact: true }).click()
    const view = app.getByRole('log', { name: `Logs of ${name}` })
    await expect(view.getByText('the end')).toBeVisible()
    await view.focus()
    await expect(async () => {
      await app.keyboard.press('Home')
      await expect(view.getByText('number 0', { exact: true })).toBeVisible({ timeout: 1_000 })
    }).toPass({ timeout: 20_000 })
  } finally {
    await docker('rm', '-f', name)
  }
})
