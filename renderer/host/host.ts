/** `given`: handed to the browser's downloads, which tell nobody what became of it: the user may have stopped it there. */
export type Saved = 'saved' | 'given' | 'not'

/** What the surroundings of the page can do. Features ask for capabilities, never for a platform: `import { host } from '#host'`. */
export type Host = {
  /** Only for showing ("browser form"), never to branch on. */
  readonly form: 'desktop' | 'browser'
  /**
   * Saves bytes, exactly, in a file the user chooses or in the downloads; reads no faster than they can be written where that can be had.
   * `not` when the user thought better of it, or where the surroundings say themselves why it failed. Must be called while handling a click or a key.
   */
  saveStream(suggestedName: string, bytes: AsyncIterable<Uint8Array>): Promise<Saved>
  /** Opens a link in the user's browser. Only https and http without credentials; false when it is none of these. */
  openLink(url: string): Promise<boolean>
  readonly clipboard: { write(text: string): Promise<void>; read(): Promise<string> }
}
