import { expect, test, uniqueName } from '../fixtures.ts'
import { openTabs, type Tab } from '../rig/tabs.ts'

/**
 * Prints as soon as there is a file of this name, and makes another when all was taken from it. Clearing the screen in each line
 * keeps a parser busy for longer than it works at a stretch, so that it goes on by timers.
 */
const job = (file: string) =>
  `while [ ! -e /${file} ]; do sleep 0.1; done; yes "$(printf '\\033[2J')${'x'.repeat(40)}" | head -c 3000000; clear; echo ${file}-$((40+2)); touch /${file}-done`

/** What a screen reader is given: the lines that are seen. */
const screen = (tab: Tab) =>
  tab.run(`[...document.querySelectorAll('.xterm-accessibility-tree')].find((one) => one.checkVisibility())?.innerText ?? ''`)
const click = (tab: Tab, role: string, words: string) =>
  tab.run(`(() => {
    const found = [...document.querySelectorAll('${role}')].find((one) => one.textContent.includes('${words}') && one.checkVisibility())
    found?.click()
    return found !== undefined
  })()`)
/** Milliseconds that a chain of ten timers takes; each of them a second or more once the browser holds them back. */
const timers = (tab: Tab) =>
  tab.run(`(async () => {
    const from = Date.now()
    await new Promise((resolve) => {
      const next = (left) => (left === 0 ? resolve() : setTimeout(() => next(left - 1)))
      next(10)
    })
    return Date.now() - from
  })()`) as Promise<number>

/**
 * A browser lets the timers of a page that is not seen run once a second, and once a minute after some minutes. Nobody waits for
 * that here: whatever sets a timer from now on waits until the page is seen again.
 */
const holdTimers = (tab: Tab) =>
  tab.run(`(() => {
    const set = window.setTimeout
    const held = []
    window.setTimeout = (run, after, ...args) => (document.hidden ? held.push([run, args]) : set(run, after, ...args))
    document.addEventListener('visibilitychange', () => {
      if (!document.hidden) for (const [run, args] of held.splice(0)) set(run, 0, ...args)
    })
  })()`)

/** A line into the terminal, as pasted: with a screen reader xterm takes inserted text only from an input method. */
async function line(tab: Tab, words: string): Promise<void> {
  await tab.run(`(() => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', ${JSON.stringify(words)})
    document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  })()`)
  await tab.enter()
}

let name = ''
test.beforeEach(async ({ docker }) => {
  name = uniqueName('hidden')
  await docker('run', '-d', '--name', name, 'alpine:3.20', 'sleep', '600')
})
test.afterEach(async ({ docker }) => void (await docker('rm', '-f', name)))

test('what runs in a terminal keeps its pace while its window is not seen, and its screen is right afterwards', async ({
  served,
  docker,
}) => {
  test.skip(served === null, 'a browser tab behind another is what is tested')
  test.setTimeout(180_000)
  const tabs = await openTabs()
  try {
    const tab = await tabs.open(served?.link ?? '')
    await expect(async () => expect(await tab.run(`document.body.innerText`)).toContain(name)).toPass({ timeout: 20_000 })
    await tab.run(`localStorage.setItem('gantry.terminal.reader', 'yes')`)
    await click(tab, '[role=row] [role=gridcell], [role=row] a, [role=row]', name)
    await expect.poll(() => click(tab, 'button', 'Terminal'), { timeout: 20_000 }).toBe(true)
    await expect.poll(() => screen(tab), { timeout: 20_000 }).toContain('#')

    await line(tab, job('behind'))
    const other = await tabs.open('about:blank')
    await other.front()
    await expect.poll(() => tab.run('document.visibilityState')).toBe('hidden')
    // A browser gives a page some seconds before it holds its timers back.
    await expect.poll(() => timers(tab), { timeout: 60_000 }).toBeGreaterThan(2000)
    await holdTimers(tab)
    await docker('exec', name, 'touch', '/behind')
    // Parsing that waits for a timer does not end before the page is seen.
    await expect.poll(() => docker('exec', name, 'ls', '/'), { timeout: 20_000 }).toContain('behind-done')
    await tab.front()
    await expect.poll(() => screen(tab)).toContain('behind-42')

    // Stopped altogether, as browsers do to save power.
    await line(tab, job('frozen'))
    await other.front()
    await tab.send('Page.setWebLifecycleState', { state: 'frozen' })
    await docker('exec', name, 'touch', '/frozen')
    await expect.poll(() => docker('exec', name, 'ls', '/'), { timeout: 20_000 }).toContain('frozen-done')
    await tab.send('Page.setWebLifecycleState', { state: 'active' })
    await tab.front()
    await expect.poll(() => screen(tab)).toContain('frozen-42')
    await line(tab, 'clear; echo typed-$((40+2))')
    await expect.poll(() => screen(tab)).toMatch(/^\s*typed-42/)
  } finally {
    await tabs.close()
  }
})
