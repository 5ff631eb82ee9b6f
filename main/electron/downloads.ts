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
  clear(room, log)
  session.defaultSession.on('will-download', (event, item, contents) => {
    const url = item.getURL()
    const answer = (isSaved: boolean) => (contents.isDestroyed() ? undefined : contents.send('gantry:saved', url, isSaved))
    let folder: string
    try {
      folder = folderIn(room)
    } catch (error) {
      // A disk that is full or read-only. The page waits for its answer all the same.
      event.preventDefault()
      log(`not saved: ${String(error)}`)
      tell(saveFailure(words, join(room, item.getFilename()), error))
      answer(false)
      return
    }
    const staged = join(folder, 'download')
    // Now or never: later the path cannot be set.
    item.setSavePath(staged)
    const ended = new Promise<string>((resolve) => item.once('done', (_done, state) => resolve(state)))
    void save(item, contents, staged, ended, words)
      .catch((error: unknown) => {
        log(`not saved: ${String(error)}`)
        return false
      })
      .then(answer)
      .finally(() => void rm(folder, { recursive: true, force: true }).catch(() => undefined))
  })
}

/** What cannot be taken away is no reason not to begin. */
function clear(room: string, log: (line: string) => void): void {
  try {
    rmSync(room, { recursive: true, force: true })
  } catch (error) {
    log(`not cleared: ${String(error)}`)
  }
}

function folderIn(room: string): string {
  mkdirSync(room, { recursive: true, mode: 0o700 })
  return mkdtempSync(join(room, 'save-'))
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
