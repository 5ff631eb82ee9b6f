import type { Page } from '@playwright/test'
import { expect, test, uniqueName } from '../fixtures.ts'
import { openShell, readable, screen, typed } from '../rig/terminal-journey.ts'

const text = async (app: Page) => (await screen(app).getByRole('listitem').allTextContents()).join('\n').replaceAll('\u00a0', ' ')

test.describe('a shell', () => {
  let name: string
  test.beforeEach(async ({ app, docker }) => {
    name = uniqueName('sh')
    await docker('run', '-d', '--name', name, 'alpine:3.20', 'sleep', '600')
    await readable(app)
  })
  test.afterEach(async ({ docker }) => {
    await docker('rm', '-f', name)
  })

  test('opens with one click, answers, interrupts, and tells its exit code', async ({ app, checkAccessibility }) => {
    await openShell(app, name)
    await expect(app.getByRole('tab', { name: `${name} · ash` })).toBeVisible()
    await typed(app, 'echo $((6*7)) $TERM')
    await expect(screen(app)).toContainText('42 xterm-256color')
    await typed(app, 'echo beg""un; sleep 500')
    // While the shell itself still reads the line, Ctrl+C is a key like others.
    await expect(screen(app)).toContainText('begun')
    await app.keyboard.press('Control+c')
    await expect(screen(app)).toContainText('^C')
    await typed(app, "printf '\\033[38;2;255;100;0mtrue\\033[0m \\360\\237\\230\\200 \\346\\274\\242\\345\\255\\227|\\n'")
    await expect(screen(app)).toContainText('true 😀 漢字|')
    await checkAccessibility()
    await typed(app, 'exit 130')
    const end = app.getByRole('status').filter({ hasText: 'Exited with code 130' })
    await expect(end).toContainText('interrupted with Ctrl+C')
    await app.getByRole('button', { name: 'Restart', exact: true }).last().click()
    await expect(end).toBeHidden()
    // Typed before the shell is there: it waits for it.
    await typed(app, 'echo again')
    await expect(screen(app)).toContainText('again')
  })

  test('is as it was after a reload in the middle of vi', async ({ app }) => {
    await openShell(app, name)
    await typed(app, "printf 'one\\ntwo\\nthree\\n' > /tmp/a; vi /tmp/a")
    await expect(screen(app)).toContainText('three')
    await app.keyboard.type('jx')
    await expect(screen(app)).toContainText('wo')
    await expect(screen(app)).not.toContainText('two')
    const before = await text(app)
    await app.reload()
    await expect(screen(app)).toContainText('three')
    expect(await text(app)).toBe(before)
    await app.getByRole('textbox', { name: `Terminal of ${name}` }).focus()
    await typed(app, ':wq')
    await typed(app, 'cat /tmp/a')
    await expect(screen(app)).toContainText(/one\s*wo\s*three/)
  })

  test('goes on behind a folded dock and other views, and takes the size of its place', async ({ app }) => {
    await openShell(app, name)
    await typed(app, 'stty size; sleep 1; echo went on')
    await app.getByRole('button', { name: 'Hide' }).first().click()
    await app
      .getByRole('link', { name: 'Images' })
      .or(app.getByRole('button', { name: 'Images' }))
      .first()
      .click()
    await app
      .getByRole('button', { name: 'Show', exact: true })
      .or(app.getByRole('button', { name: /^Show dock|^Show/ }))
      .first()
      .click()
    await expect(screen(app)).toContainText('went on')
    const [rows = '', cols = ''] = /(\d+) (\d+)/.exec(await text(app))?.slice(1) ?? []
    await app.setViewportSize({ width: 1000, height: 640 })
    await app.getByRole('textbox', { name: `Terminal of ${name}` }).focus()
    await typed(app, `while [ "$(stty size)" = "${rows} ${cols}" ]; do :; done; clear; stty size`)
    await expect.poll(async () => Number(/\d+ (\d+)/.exec(await text(app))?.[1] ?? cols)).toBeLessThan(Number(cols))
  })

  test('copies a selection with Ctrl+C, asks before many lines are pasted, and takes controls out', async ({ app }) => {
    await openShell(app, name)
    await typed(app, 'clear; echo copy-me')
    await expect(screen(app)).toContainText('copy-me/ #')
    const box = await app.locator('.xterm-screen').locator('visible=true').boundingBox()
    await app.mouse.dblclick((box?.x ?? 0) + 12, (box?.y ?? 0) + 8)
    await app.keyboard.press('Control+c')
    await expect.poll(() => app.evaluate(() => navigator.clipboard.readText())).toContain('copy-me')
    await app.evaluate(() => navigator.clipboard.writeText('echo first\u001b[201~\u0003\necho Привет 漢字\n'))
    await app.keyboard.press('Control+Shift+v')
    const dialog = app.getByRole('alertdialog').or(app.getByRole('dialog'))
    await expect(dialog).toContainText('Paste 2 lines?')
    await expect(dialog).toContainText('echo first')
    await dialog.getByRole('button', { name: 'Paste', exact: true }).click()
    await expect(screen(app)).toContainText(/echo firstfirst.*Привет 漢字Привет 漢字/)
  })

  test('asks once before an unencrypted link, and never opens another kind', async ({ app }) => {
    await openShell(app, name)
    const asked: string[] = []
    app.on('dialog', (dialog) => {
      asked.push(dialog.message())
      void dialog.dismiss()
    })
    const link = (url: string) => `\\033]8;;${url}\\007link-to-follow\\033]8;;\\007`
    const follow = async (url: string) => {
      await typed(app, `clear; printf '${link(url)}\\n'`)
      await expect(screen(app)).toContainText(/^\s*link-to-follow/)
      const box = await app.locator('.xterm-screen').locator('visible=true').boundingBox()
      // From another row: a row is asked for its links when the pointer comes to it. It may be drawn after it is read to us.
      await expect(async () => {
        await app.mouse.move((box?.x ?? 0) + 300, (box?.y ?? 0) + 100)
        await app.mouse.move((box?.x ?? 0) + 40, (box?.y ?? 0) + 9, { steps: 3 })
        await expect(app.getByText(/^Ctrl\+click opens|^Not opened/)).toBeVisible({ timeout: 1000 })
      }).toPass({ timeout: 15_000 })
      await app.keyboard.down('Control')
      await app.mouse.click((box?.x ?? 0) + 40, (box?.y ?? 0) + 9)
      await app.keyboard.up('Control')
    }
    await follow('http://plain.test/')
    await expect.poll(() => asked.length).toBe(1)
    expect(asked[0]).toContain('plain.test')
    await expect(app.getByRole('alertdialog').or(app.getByRole('dialog'))).toHaveCount(0)
    await follow('https://user:word@evil.test/')
    await expect(app.getByText(/^This link is not opened: only https and http links are/)).toBeVisible()
    expect(asked).toHaveLength(1)
    expect(app.context().pages()).toHaveLength(1)
  })

  test('finds text, and gives the keyboard back', async ({ app }) => {
    await openShell(app, name)
    await typed(app, 'seq 1 300')
    await expect(screen(app)).toContainText('300')
    await app.keyboard.press('Control+Shift+f')
    await app.keyboard.type('27')
    await expect(app.getByRole('search').getByRole('status')).toContainText(/of 1\d/)
    await app.keyboard.press('Enter')
    await app.keyboard.press('Escape')
    await expect(app.getByRole('textbox', { name: `Terminal of ${name}` })).toBeFocused()
    await app.keyboard.press('Control+F6')
    await expect(app.getByRole('textbox', { name: `Terminal of ${name}` })).not.toBeFocused()
  })

  test('ends with its tab', async ({ app, docker }) => {
    await openShell(app, name)
    await typed(app, 'sleep 501')
    await expect.poll(() => docker('top', name)).toContain('sleep 501')
    await app.getByRole('tab', { name: `${name} · ash` }).press('Delete')
    await expect.poll(() => docker('top', name)).not.toMatch(/sleep 501|gantry|\bash\b/)
    await expect(app.getByRole('tab', { name: `${name} · ash` })).toHaveCount(0)
  })

  test('prompts at once when Ctrl-C ends a flood', async ({ app }) => {
    await openShell(app, name)
    await app.evaluate(() => localStorage.removeItem('gantry.terminal.reader'))
    await typed(app, 'yes "$(seq -s , 1 40)"')
    await expect(app.getByRole('row', { name })).toBeVisible()
    await app.waitForTimeout(1000) // the flood has to build up: its length is what is tested
    await app.keyboard.press('Control+c')
    await typed(app, 'clear; echo prompt-is-back')
    await expect(screen(app)).toContainText('prompt-is-back')
  })
})

test('a container without a shell says so and offers what can be done', async ({ app, docker }) => {
  const name = uniqueName('none')
  await docker('run', '-d', '--name', name, 'gantry/noshell')
  await app.getByRole('row', { name }).click()
  await app.getByRole('button', { name: 'Terminal', exact: true }).click()
  await expect(app.getByRole('heading', { name: 'No shell in this container' })).toBeVisible()
  await expect(app.getByText(/executable file not found/)).toBeVisible()
  await expect(app.getByRole('button', { name: 'Attach' })).toBeVisible()
  await docker('rm', '-f', name)
})

test('attaching says what Ctrl+C does, and letting go leaves the container running', async ({ app, docker }) => {
  const name = uniqueName('att')
  await docker('run', '-dit', '--name', name, 'alpine:3.20', 'sh')
  await readable(app)
  await app.getByRole('row', { name }).click()
  await app.getByRole('tab', { name: 'Terminal' }).click()
  await app.getByRole('button', { name: 'Attach' }).click()
  await expect(app.getByRole('note')).toContainText('Ctrl+C goes to it')
  await expect(screen(app)).toContainText('#')
  await app.getByRole('textbox', { name: `Terminal of ${name}` }).focus()
  await typed(app, 'echo $((40+2))')
  await expect(screen(app)).toContainText('42')
  await app.getByRole('button', { name: 'Detach' }).click()
  await expect(app.getByRole('tab', { name: `${name} · attached` })).toHaveCount(0)
  expect((await docker('inspect', '-f', '{{.State.Running}}', name)).trim()).toBe('true')
  await docker('rm', '-f', name)
})
