import { create } from 'zustand'
import { readStored, readStoredJson, writeStored } from '../../stored.ts'

export const THEMES = ['dark', 'app', 'light', 'contrast', 'solarized'] as const
export const CURSORS = ['block', 'bar', 'underline'] as const
export const BELLS = ['visual', 'sound', 'none'] as const
export const RIGHT_CLICKS = ['menu', 'paste'] as const
export const MIDDLE_CLICKS = ['paste', 'none'] as const

/** How terminals look and feel: one set for all of them. */
export type Prefs = {
  /** '': the app's own. */
  fontFamily: string
  /** CSS pixels. */
  fontSize: number
  lineHeight: number
  /** Lines kept above the screen in this window; the backend gives back up to 5000 of them after a reload. */
  scrollback: number
  cursorStyle: (typeof CURSORS)[number]
  cursorBlink: boolean
  /** `app`: light where the app is light. */
  theme: (typeof THEMES)[number]
  bell: (typeof BELLS)[number]
  rightClick: (typeof RIGHT_CLICKS)[number]
  middleClick: (typeof MIDDLE_CLICKS)[number]
  copyOnSelect: boolean
  ligatures: boolean
  screenReader: boolean
}

/** Those that are on or off. */
export type Flag = 'cursorBlink' | 'ligatures' | 'copyOnSelect' | 'screenReader'

export const LIMITS = { fontSize: [8, 32], lineHeight: [1, 2], scrollback: [100, 50_000] } as const

const KEY = 'gantry.terminal.settings'
/** A key of its own: it is older than the others. */
const READER_KEY = 'gantry.terminal.reader'

const still = (): boolean => typeof matchMedia === 'function' && matchMedia('(prefers-reduced-motion: reduce)').matches

export const defaults = (): Prefs => ({
  fontFamily: '',
  fontSize: 13,
  lineHeight: 1.25,
  scrollback: 5000,
  cursorStyle: 'block',
  cursorBlink: !still(),
  theme: 'dark',
  bell: 'visual',
  rightClick: 'menu',
  middleClick: 'paste',
  copyOnSelect: false,
  ligatures: false,
  screenReader: false,
})

/** Of whatever a storage holds, what is a setting within its limits. */
export function readPrefs(kept: unknown): Prefs {
  const from = defaults()
  const raw = (typeof kept === 'object' && kept !== null ? kept : {}) as Record<string, unknown>
  const number = (key: keyof typeof LIMITS): number => {
    const value = raw[key]
    const [least, most] = LIMITS[key]
    return typeof value === 'number' && Number.isFinite(value) ? Math.min(most, Math.max(least, value)) : from[key]
  }
  const flag = (key: Flag): boolean => (typeof raw[key] === 'boolean' ? raw[key] : from[key])
  const one = <T extends string>(key: keyof Prefs, of: readonly T[], otherwise: T): T => of.find((value) => value === raw[key]) ?? otherwise
  return {
    fontFamily: typeof raw['fontFamily'] === 'string' ? safeFamily(raw['fontFamily']) : '',
    fontSize: number('fontSize'),
    lineHeight: number('lineHeight'),
    scrollback: Math.round(number('scrollback')),
    cursorStyle: one('cursorStyle', CURSORS, from.cursorStyle),
    cursorBlink: flag('cursorBlink'),
    theme: one('theme', THEMES, from.theme),
    bell: one('bell', BELLS, from.bell),
    rightClick: one('rightClick', RIGHT_CLICKS, from.rightClick),
    middleClick: one('middleClick', MIDDLE_CLICKS, from.middleClick),
    copyOnSelect: flag('copyOnSelect'),
    ligatures: flag('ligatures'),
    screenReader: flag('screenReader'),
  }
}

/** Goes into style sheets: nothing that could end a declaration. */
const safeFamily = (text: string): string => text.replaceAll(/[;{}\\<>"'\n\r]/g, '').slice(0, 200)

const kept = (): Prefs => ({ ...readPrefs(readStoredJson(KEY)), screenReader: readStored(READER_KEY) === 'yes' })

export const usePrefs = create<Prefs>(kept)

/** Another window may have changed them since. */
export const rereadPrefs = (): void => usePrefs.setState(kept())

export function setPrefs(change: Partial<Prefs>): void {
  const next = readPrefs({ ...usePrefs.getState(), ...change })
  usePrefs.setState(next)
  writeStored(KEY, JSON.stringify(next))
  writeStored(READER_KEY, next.screenReader ? 'yes' : 'no')
}

/** One step larger or smaller; 0 is the size one began with. */
export function zoom(step: -1 | 0 | 1): void {
  setPrefs({ fontSize: step === 0 ? defaults().fontSize : usePrefs.getState().fontSize + step })
}

/** The dialog with all of them. */
export const useSettingsDialog = create<{ open: boolean }>(() => ({ open: false }))
export const showSettings = (open = true): void => useSettingsDialog.setState({ open })
