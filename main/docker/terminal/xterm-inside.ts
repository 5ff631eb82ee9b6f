import type Headless from '@xterm/headless'

export type HeadlessTerminal = Headless.Terminal

/** Colours and flags of a cell or of what is written next, as xterm packs them. */
export type Look = { fg: number; bg: number; extended: { _ext: number; urlId: number } }
type Charset = object | undefined

/** One of the two screens: what its public face leaves out. */
export type Inside = {
  x: number
  y: number
  ybase: number
  scrollTop: number
  scrollBottom: number
  savedX: number
  savedY: number
  savedCurAttrData: Look
  savedCharset: Charset
  tabs: Readonly<Record<number, boolean>>
}

/**
 * What a program has set and xterm (6.0) tells nobody: the pen, the saved cursors, the margins, the sets of characters, the links.
 * The serializing addon reads there as well. The tests of `picture.ts` notice when a new version has it elsewhere.
 */
export type XtermInside = {
  buffers: { normal: Inside; alt: Inside; active: Inside }
  coreService: { decPrivateModes: { cursorStyle?: 'block' | 'underline' | 'bar'; cursorBlink?: boolean } }
  _inputHandler: { _curAttrData: Look }
  _oscLinkService: { getLinkData(link: number): { id?: string; uri: string } | undefined }
  _charsetService: { glevel: number; charset: Charset; _charsets: readonly Charset[] }
}

/** What xterm's headless build holds under a name of its own (6.0); `picture.test.ts` fails where another version does not. */
export const insideOf = (terminal: HeadlessTerminal): XtermInside => (terminal as unknown as { _core: XtermInside })._core
