import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { dangersInWords, visible } from './danger-words.ts'
import { desktopEnv, hostArgument } from './environment.ts'
import { menuTemplate } from './menu.ts'
import { placeWindow, reloadBudget, WindowState } from './window-state.ts'
import { saveFailure, wordsFor } from './words.ts'

const screen = { x: 0, y: 25, width: 1920, height: 1055 }
const second = { x: 1920, y: 0, width: 1280, height: 1024 }

it('loads a page that crashes again three times a minute, and no more', () => {
  let now = 0
  const mayReload = reloadBudget(() => now)
  expect([mayReload(), mayReload(), mayReload(), mayReload()]).toEqual([true, true, true, false])
  now = 60_001
  expect(mayReload()).toBe(true)
})

describe('where a window opens', () => {
  it('is where it was', () => {
    const kept = { x: 2000, y: 100, width: 1000, height: 700 }
    expect(placeWindow(kept, [screen, second])).toEqual(kept)
  })

  it('is the middle of the first screen when its own is gone', () => {
    expect(placeWindow({ x: 2000, y: 100, width: 1000, height: 700 }, [screen])).toEqual({ width: 1000, height: 700 })
    expect(placeWindow({ x: 100, y: 5000, width: 1000, height: 700 }, [screen])).toEqual({ width: 1000, height: 700 })
    expect(placeWindow({ x: 100, y: -30, width: 1000, height: 700 }, [screen])).toEqual({ width: 1000, height: 700 })
    expect(placeWindow(null, [screen])).toEqual({ width: 1280, height: 820 })
    expect(placeWindow(null, [])).toEqual({ width: 1280, height: 820 })
    expect(placeWindow(null, [{ x: 0, y: 0, width: 1024, height: 600 }])).toEqual({ width: 1024, height: 600 })
  })

  it('always leaves a title bar to grasp', () => {
    const int = fc.integer({ min: -10_000, max: 10_000 })
    const size = fc.integer({ min: 200, max: 5_000 })
    fc.assert(
      fc.property(fc.record({ x: int, y: int, width: size, height: size }), (kept) => {
        const place = placeWindow(kept, [screen, second])
        if (!('x' in place)) return
        const on = [screen, second].some(
          (s) => place.y >= s.y && place.y < s.y + s.height && place.x < s.x + s.width && place.x + place.width > s.x,
        )
        expect(on).toBe(true)
      }),
    )
  })

  it('takes nothing odd from its file', () => {
    expect(WindowState.parse({})).toEqual({ bounds: null, maximized: false })
    for (const bounds of [
      { x: 0.5, y: 0, width: 1, height: 1 },
      { x: 0, y: 0, width: 0, height: 1 },
      'x',
      { x: Number.POSITIVE_INFINITY, y: 0, width: 1, height: 1 },
    ]) {
      expect(WindowState.safeParse({ bounds }).success).toBe(false)
    }
  })
})

describe('the menu', () => {
  const actions = { newWindow: vi.fn(), closeWindow: vi.fn(), quit: vi.fn() }
  const flat = (platform: NodeJS.Platform, packaged = true) =>
    menuTemplate(platform, wordsFor('en'), packaged, actions).flatMap((menu) => (Array.isArray(menu.submenu) ? menu.submenu : []))

  it.each(['linux', 'win32'] as const)('leaves a shell its Ctrl keys on %s', (platform) => {
    // Roles whose own accelerator a terminal needs, as listed in Electron's roles.
    const greedy = ['close', 'quit', 'reload', 'forceReload']
    for (const item of flat(platform)) {
      expect(greedy).not.toContain(item.role)
      if (item.role === 'minimize') expect(item.accelerator).toBe('')
      else if (item.accelerator !== undefined) expect(item.accelerator).toMatch(/^Ctrl\+Shift\+/)
    }
  })

  it('has developer tools only where it is not packaged', () => {
    expect(flat('darwin').some(({ role }) => role === 'toggleDevTools')).toBe(false)
    expect(flat('darwin', false).some(({ role }) => role === 'toggleDevTools')).toBe(true)
  })

  it('speaks Russian to a Russian system, all of it', () => {
    const english = Object.values(wordsFor('en-US'))
    const russian = Object.values(wordsFor('ru-RU'))
    expect(russian).toHaveLength(english.length)
    for (const text of russian) expect(text).toMatch(/[а-яё]/i)
    expect(wordsFor('rup')).toBe(wordsFor('en'))
  })
})

it('says why a file was not saved, and a name cannot rearrange it', () => {
  const full = Object.assign(new Error('no space'), { code: 'ENOSPC' })
  expect(saveFailure(wordsFor('en'), '/logs/a\u202egol.$&', full)).toMatch(/^Not saved \(ENOSPC\): \/logs\/a⟨U\+202E⟩gol\.\$&\. A file/)
  expect(saveFailure(wordsFor('ru'), 'a', new Error('interrupted'))).toMatch(/^Не сохранено \(interrupted\): a\. /)
})

describe('T24 the question', () => {
  it('names each reason, and a name cannot rearrange it', () => {
    const text = dangersInWords(
      [
        { why: 'privileged', what: 'true' },
        { why: 'system-folder', what: '/etc\n\u202e$&' },
      ],
      'en',
    )
    expect(text.split('\n')).toEqual([
      '•  Privileged mode: every device and every right of the kernel',
      '•  A system folder of the host: /etc⟨U+000A⟩⟨U+202E⟩$&',
    ])
    expect(dangersInWords([{ why: 'device', what: '/dev/kvm' }], 'ru')).toBe('•  Устройство хоста: /dev/kvm')
    expect(visible('x'.repeat(5_000)).length).toBeLessThan(400)
  })
})

describe('the environment of a click', () => {
  it('adds the usual folders behind the user’s own', () => {
    expect(desktopEnv({ PATH: '/mine:/usr/bin', A: '1' }, 'darwin', '/Users/me')).toEqual({
      A: '1',
      PATH: '/mine:/usr/bin:/usr/local/bin:/opt/homebrew/bin:/Users/me/.docker/bin:/Users/me/.local/bin:/snap/bin:/bin',
    })
    expect(desktopEnv({ Path: 'C:\\x' }, 'win32', 'C:\\me')).toEqual({ Path: 'C:\\x' })
  })

  it('takes a host from the command line', () => {
    expect(hostArgument(['electron', '.', '--host', 'unix:///x'])).toBe('unix:///x')
    expect(hostArgument(['gantry', '--host=tcp://h:1'])).toBe('tcp://h:1')
    for (const argv of [[], ['--host'], ['--host='], ['--host', '--no-open'], ['--hostile', 'x']])
      expect(hostArgument(argv)).toBeUndefined()
  })
})
