import { describe, expect, it } from 'vitest'
import { contentSecurityPolicy, securityHeaders } from '../lib/page-policy.ts'
import { debugSwitch, isOurs, mayHave, mayNavigate, ORIGIN, PAGE, webPreferences, windowOptions } from './security.ts'

describe('T30 the window', () => {
  it('has every lock on', () => {
    expect(webPreferences('/p.cjs', true)).toEqual({
      preload: '/p.cjs',
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      safeDialogs: true,
      spellcheck: false,
      devTools: false,
    })
    expect(webPreferences('/p.cjs', false).devTools).toBe(true)
    expect(windowOptions('/p.cjs', true, true)).toMatchObject({ show: false, webPreferences: webPreferences('/p.cjs', true) })
  })

  it('goes nowhere', () => {
    expect(PAGE).toBe('app://gantry/index.html')
    expect(mayNavigate(PAGE)).toBe(true)
    for (const url of [
      'https://example.com',
      'file:///etc/passwd',
      'app://other/index.html',
      'app://gantry/assets/x.js',
      'javascript:0',
      'data:,',
      'about:blank',
      '',
    ]) {
      expect([url, mayNavigate(url)]).toEqual([url, false])
    }
  })

  it('hears only its own page in the main frame', () => {
    expect(isOurs({ url: PAGE, parent: null })).toBe(true)
    expect(isOurs({ url: `${PAGE}#x`, parent: null })).toBe(true)
    expect(isOurs({ url: PAGE, parent: {} })).toBe(false)
    expect(isOurs(null)).toBe(false)
    for (const url of [
      '',
      'about:blank',
      'file:///index.html',
      'app://gantry.evil/index.html',
      `${PAGE}.evil`,
      'https://gantry/index.html',
    ]) {
      expect([url, isOurs({ url, parent: null })]).toEqual([url, false])
    }
  })

  it('is given the clipboard and nothing else', () => {
    for (const permission of ['clipboard-sanitized-write', 'clipboard-read']) {
      expect(mayHave(permission, `${ORIGIN}/`)).toBe(true)
      expect(mayHave(permission, PAGE)).toBe(true)
      expect(mayHave(permission, 'https://example.com')).toBe(false)
      expect(mayHave(permission, '')).toBe(false)
    }
    for (const permission of [
      'media',
      'geolocation',
      'notifications',
      'fullscreen',
      'openExternal',
      'fileSystem',
      'hid',
      'serial',
      'usb',
      'midiSysex',
      'display-capture',
      'unknown',
    ]) {
      expect([permission, mayHave(permission, PAGE)]).toEqual([permission, false])
    }
  })

  it('does not run under a debugger once packaged', () => {
    const with_ = (name: string) => (asked: string) => asked === name
    for (const name of ['inspect', 'inspect-brk', 'remote-debugging-port', 'remote-debugging-pipe', 'load-extension']) {
      expect(debugSwitch(true, with_(name))).toBe(name)
      expect(debugSwitch(false, with_(name))).toBeNull()
    }
    expect(debugSwitch(true, with_('lang'))).toBeNull()
  })
})

describe('T1 the policy of the page', () => {
  it('is pinned', () => {
    expect(contentSecurityPolicy("'none'").split('; ')).toEqual([
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "style-src-elem 'self' 'unsafe-inline'",
      "style-src-attr 'none'",
      "img-src 'self'",
      "font-src 'self'",
      "worker-src 'self'",
      "connect-src 'none'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
      'trusted-types gantry-find',
    ])
    expect(securityHeaders("'none'")).toMatchObject({ 'X-Content-Type-Options': 'nosniff', 'Referrer-Policy': 'no-referrer' })
  })
})
