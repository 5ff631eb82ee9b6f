import type { Page } from '@playwright/test'
import { expect, test } from '../fixtures.ts'
import { screen, shellInFront, typed } from '../rig/terminal-journey.ts'

/** busybox drops what was typed ahead of its prompt. */
const prompted = (app: Page) => expect(screen(app)).toHaveText(/^\s*\/ #\s*$/)

const made = shellInFront('text')

test('a container writes to the clipboard only when that is allowed, and never reads it', async ({ app }) => {
  const { name } = made
  const clipboard = () => app.evaluate(() => navigator.clipboard.readText())
  await app.evaluate(() => navigator.clipboard.writeText('mine'))
  const dialog = app.getByRole('alertdialog', { name: `Let ${name} write to the clipboard?` })
  const send = (payload: string) => typed(app, `printf '\\033]52;c;${payload}\\007'; echo sent-$((40+2))`)
  await send('ZXZpbA==')
  await expect(dialog).toContainText('evil')
  // Whoever goes on typing has not agreed.
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await app.keyboard.press('Enter')
  await expect(dialog).toHaveCount(0)
  expect(await clipboard()).toBe('mine')

  // After a No it may ask for ever: nothing stands in the way, and it can be heard again.
  const again = app.getByRole('button', { name: 'Let it ask again' })
  await typed(app, `clear; for i in 1 2 3 4 5 6 7 8 9; do printf '\\033]52;c;ZXZpbA==\\007'; done; echo flood-$((40+2))`)
  await expect(screen(app)).toContainText('flood-42')
  await expect(dialog).toHaveCount(0)
  await again.click()
  await expect(again).toHaveCount(0)
  await typed(app, 'clear')
  await prompted(app)

  await send('?')
  await expect(screen(app)).toContainText('sent-42')
  await typed(app, 'clear; echo next-$((1+1))')
  // An answer would have been typed before it.
  await expect(screen(app)).toContainText(/^\s*next-2/)
  await expect(dialog).toHaveCount(0)

  await typed(app, `clear; printf '\\033]52;c;%s\\007' $(head -c 120000 /dev/zero | base64 -w0); echo large-$((1+1))`)
  await expect(screen(app)).toContainText('large-2')
  await expect(dialog).toHaveCount(0)
  expect(await clipboard()).toBe('mine')

  await typed(app, `clear; printf '\\033]52;c;%s\\007' $(head -c 90000 /dev/zero | tr '\\0' x | base64 -w0)`)
  await expect(dialog).toContainText('86,000 more characters are not shown')
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await again.click()
  await prompted(app)

  await send('aMOpbGxvIOa8og==')
  await dialog.getByRole('button', { name: 'Replace clipboard' }).click()
  await expect.poll(clipboard).toBe('héllo 漢')
  await expect(app.getByRole('textbox', { name: `Terminal of ${name}` })).toBeFocused()
})

test('an input method composes at the cursor and sends what was chosen, and dead keys send their letter', async ({ app }) => {
  const keys = await app.context().newCDPSession(app)
  const compose = (text: string) => keys.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length })
  await typed(app, 'clear')
  await expect(screen(app)).toContainText(/^\s*\/ #\s*$/)
  await app.keyboard.type('echo ')
  await compose('に')
  await compose('にほんご')
  const view = app.locator('.composition-view').locator('visible=true')
  await expect(view).toHaveText('にほんご')
  // Under the prompt's own line, where the letters will stand.
  const place = await view.boundingBox()
  const box = await app.locator('.xterm-screen').locator('visible=true').boundingBox()
  expect(place?.x ?? 0).toBeGreaterThan((box?.x ?? 0) + 20)
  expect(place?.y ?? 0).toBeLessThan((box?.y ?? 0) + 30)
  await expect(screen(app)).not.toContainText('に')
  await keys.send('Input.insertText', { text: '日本語' })
  await expect(view).toHaveCount(0)
  await expect(screen(app)).toContainText('echo 日本語')

  // Given up: nothing is sent of it.
  await compose('xyz')
  await compose('')
  // A dead key as an input method has it, and as a plain keyboard does.
  await compose('´')
  await keys.send('Input.insertText', { text: 'é' })
  await keys.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key: 'Dead', code: 'BracketLeft', windowsVirtualKeyCode: 219 })
  await keys.send('Input.dispatchKeyEvent', { type: 'keyUp', key: 'Dead', code: 'BracketLeft', windowsVirtualKeyCode: 219 })
  await keys.send('Input.dispatchKeyEvent', { type: 'keyDown', key: 'ê', code: 'KeyE', windowsVirtualKeyCode: 69, text: 'ê' })
  await keys.send('Input.dispatchKeyEvent', { type: 'keyUp', key: 'ê', code: 'KeyE', windowsVirtualKeyCode: 69 })
  await app.keyboard.type('-end')
  await app.keyboard.press('Enter')
  await expect(screen(app)).toContainText('echo 日本語éê-end日本語éê-end')
})

/** Asks the terminal where its cursor is behind each letter, as a program would. */
const WIDTHS = `stty raw -echo
for letter in "$@"; do
  printf '\\r%s\\033[6n' "$letter"
  answer=; while c=$(dd bs=1 count=1 2>/dev/null); [ "$c" != R ]; do answer=$answer$c; done
  widths="$widths $((\${answer##*;} - 1))"
done
stty sane
printf '\\r\\nwidths:%s.\\n' "$widths"
`

test('letters are as wide as Unicode has them, and so is their screen after a reload', async ({ app, docker }) => {
  const { name } = made
  await docker('exec', name, 'sh', '-c', `printf '%s' '${WIDTHS.replaceAll("'", `'\\''`)}' > /widths`)
  const letters = ['a', 'é', 'e\u0301', '漢', '한', '😀', '👍🏽', '👨‍👩‍👧', '🇩🇪', '❤️', '\u{1FAE8}', '\u{1FABF}']
  await docker('exec', name, 'sh', '-c', `printf 'sh /widths ${letters.join(' ')}\\n' > /run-widths`)
  await typed(app, 'sh /run-widths')
  await expect(screen(app)).toContainText('widths: 1 1 1 2 2 2 2 2 2 2 2 2.')
  await docker('exec', name, 'sh', '-c', `printf '${letters.join('|')}|\\n' > /letters`)
  await typed(app, 'clear; cat /letters')
  await expect(screen(app)).toContainText(letters.join('|'))
  await app.reload()
  await expect(screen(app)).toContainText(letters.join('|'))
  await app.getByRole('textbox', { name: `Terminal of ${name}` }).focus()
  await typed(app, 'sh /run-widths')
  await expect(screen(app)).toContainText('widths: 1 1 1 2 2 2 2 2 2 2 2 2.')
})

test('a screen reader is given the lines, what is new, and the name of what it types into', async ({ app, checkAccessibility }) => {
  const { name } = made
  type Node = {
    role?: { value: unknown }
    name?: { value: unknown }
    ignored: boolean
    properties?: { name: string; value: { value: unknown } }[]
  }
  const tree = async (): Promise<Node[]> => {
    const reader = await app.context().newCDPSession(app)
    const { nodes } = await reader.send('Accessibility.getFullAXTree')
    return (nodes as Node[]).filter((node) => !node.ignored)
  }
  const named = (nodes: Node[], role: string) =>
    nodes.filter((node) => node.role?.value === role).map((node) => String(node.name?.value ?? ''))
  await typed(app, 'clear; echo one-$((1+1)); echo two-$((1+1))')
  await expect(screen(app)).toContainText('two-2')
  const nodes = await tree()
  expect(named(nodes, 'textbox')).toContain(`Terminal of ${name}`)
  const lines = named(nodes, 'StaticText')
  expect(lines.findIndex((line) => line.startsWith('one-2'))).toBeLessThan(lines.findIndex((line) => line.startsWith('two-2')))
  expect(lines.some((line) => line.startsWith('one-2'))).toBe(true)
  const list = screen(app)
  await expect(list).toHaveRole('list')
  await expect(list.getByRole('listitem').first()).toHaveAttribute('aria-setsize', /\d+/)
  // Said as it comes.
  const live = app.locator('.xterm .live-region').locator('visible=true')
  await expect(live).toHaveAttribute('aria-live', 'assertive')
  await typed(app, 'echo spoken-$((1+1))')
  await expect(live).toContainText('spoken-2')
  await checkAccessibility()

  // By keyboard: out of the terminal's menu it is switched off, and the lines are the picture's alone again.
  await app.keyboard.press('Shift+F10')
  await app.getByRole('menuitemcheckbox', { name: 'Screen reader mode' }).click()
  await expect(screen(app)).toHaveCount(0)
  expect(named(await tree(), 'StaticText').some((line) => line.startsWith('spoken-2'))).toBe(false)
})
