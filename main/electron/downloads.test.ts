import { EventEmitter } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, expect, it, vi } from 'vitest'
import { saveDownloads } from './downloads.ts'
import { wordsFor } from './words.ts'

const shell = vi.hoisted(() => ({ userData: '', chosen: '', session: null as EventEmitter | null, told: [] as string[] }))
vi.mock('electron', () => ({
  app: { getPath: () => shell.userData },
  session: {
    get defaultSession() {
      return shell.session
    },
  },
  BrowserWindow: { fromWebContents: () => null },
  dialog: {
    showSaveDialog: () => Promise.resolve({ canceled: shell.chosen === '', filePath: shell.chosen }),
    showMessageBox: ({ message }: { message: string }) => Promise.resolve(void shell.told.push(message)),
  },
}))

class Item extends EventEmitter {
  path = ''
  readonly setSavePath = (path: string) => {
    this.path = path
  }
  readonly getURL = () => 'blob:one'
  readonly getFilename = () => 'box.log'
  readonly cancel = () => void this.emit('done', {}, 'cancelled')
}

const home = mkdtempSync(join(tmpdir(), 'gantry-downloads-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))
const words = wordsFor('en')
const download = () => {
  const [item, event] = [new Item(), { preventDefault: vi.fn() }]
  const sent: unknown[][] = []
  shell.session?.emit('will-download', event, item, { isDestroyed: () => false, send: (...message: unknown[]) => sent.push(message) })
  return { item, event, sent }
}

beforeEach(() => {
  Object.assign(shell, { session: new EventEmitter(), userData: home, chosen: '', told: [] })
  return () => rmSync(join(home, 'saving'), { recursive: true, force: true })
})

it('what nobody chose a place for is answered as not saved, and said nothing of', async () => {
  saveDownloads(words, () => undefined)
  const { sent, event } = download()
  await expect.poll(() => sent).toEqual([['gantry:saved', 'blob:one', false]])
  expect(event.preventDefault).not.toHaveBeenCalled()
  expect(shell.told).toEqual([])
})

it('what was gathered whole stands in the chosen place', async () => {
  saveDownloads(words, () => undefined)
  shell.chosen = join(home, 'chosen.log')
  const { item, sent } = download()
  writeFileSync(item.path, 'lines')
  item.emit('done', {}, 'completed')
  await expect.poll(() => sent).toEqual([['gantry:saved', 'blob:one', true]])
  expect(readFileSync(shell.chosen, 'utf8')).toBe('lines')
})

it('a disk that takes nothing ends the download, says why and leaves no page waiting', () => {
  // No folder is made under a file, whoever asks; a disk that is full or read-only refuses in the same place.
  shell.userData = join(home, 'file')
  writeFileSync(shell.userData, '')
  const lines: string[] = []
  saveDownloads(words, (line) => lines.push(line))
  const { event, item, sent } = download()
  expect(event.preventDefault).toHaveBeenCalledOnce()
  expect(item.path).toBe('')
  expect(sent).toEqual([['gantry:saved', 'blob:one', false]])
  expect(shell.told).toEqual([expect.stringMatching(/^Not saved \((ENOTDIR|EEXIST)\): .*box\.log/)])
  expect(lines.at(-1)).toMatch(/^not saved: /)
})
