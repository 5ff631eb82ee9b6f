import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { app, BrowserWindow, type DownloadItem, dialog, session, type WebContents } from 'electron'
import { writeWhole } from '../lib/write-whole.ts'
import { tell } from './dialogs.ts'
import { saveFailure, type Words } from './words.ts'

/**
 * What a page saves is gathered in a folder of ours while the user is asked where to, and then written there whole or not at all:
 * left to itself Chromium writes into the chosen file, so that one that is cut replaces the old one by a half.
 */
export function saveDownloads(words: Words, log: (line: string) => void): void {
  // On the disk: the system's folder for temporary files is memory on many machines. What a crash left there goes first.
  const room = join(app.getPath('userData'), 'saving')
  rmSync(room, { recursive: true, force: true })
  mkdirSync(room, { recursive: true, mode: 0o700 })
  session.defaultSession.on('will-download', (_event, item, contents) => {
    // Now or never: later the path cannot be set.
    const folder = mkdtempSync(join(room, 'save-'))
    const staged = join(folder, 'download')
    item.setSavePath(staged)
    const ended = new Promise<string>((resolve) => item.once('done', (_done, state) => resolve(state)))
    const url = item.getURL()
    void save(item, contents, staged, ended, words)
      .catch((error: unknown) => {
        log(`not saved: ${String(error)}`)
        return false
      })
      .then((isSaved) => (contents.isDestroyed() ? undefined : contents.send('gantry:saved', url, isSaved)))
      .finally(() => void rm(folder, { recursive: true, force: true }).catch(() => undefined))
  })
}

/** False when the user thought better of it. What fails is said here. */
async function save(item: DownloadItem, contents: WebContents, staged: string, ended: Promise<string>, words: Words): Promise<boolean> {
  const options = { defaultPath: join(app.getPath('downloads'), item.getFilename()) }
  const owner = BrowserWindow.fromWebContents(contents)
  const { canceled, filePath } = owner === null ? await dialog.showSaveDialog(options) : await dialog.showSaveDialog(owner, options)
  if (canceled || filePath === '') {
    item.cancel()
    await ended
    return false
  }
  try {
    const state = await ended
    if (state !== 'completed') throw new Error(state)
    const file = await open(staged)
    await writeWhole(filePath, file.createReadStream())
    return true
  } catch (error) {
    tell(saveFailure(words, filePath, error))
    throw error
  }
}
