import { afterEach, expect, test, vi } from 'vitest'
import type { Recording } from '../../../shared/contract/terminal.ts'
import { removeRecording, saveRecording } from './recordings.ts'

const { given, removed, said } = vi.hoisted(() => ({ given: [] as string[], removed: [] as string[], said: [] as string[] }))
vi.mock('../../api.ts', () => ({
  onApi: () => () => undefined,
  api: () => ({
    terminal: {
      async *readRecording() {
        yield await Promise.resolve(new TextEncoder().encode('cast'))
      },
      removeRecording: ({ recording }: { recording: string }) => Promise.resolve(removed.push(recording)),
    },
  }),
}))
vi.mock('../../ui/index.ts', () => ({ toasts: { add: ({ title }: { title: string }) => said.push(title) }, escapeControls: String }))

vi.stubGlobal('URL', Object.assign(URL, { createObjectURL: () => 'blob:gantry/1', revokeObjectURL: () => undefined }))
vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
  given.push(this.download)
})
afterEach(() => {
  for (const one of [given, removed, said]) one.length = 0
  Reflect.deleteProperty(globalThis, 'showSaveFilePicker')
})

const recording = { id: 'a'.repeat(32), name: 'web · sh', ended: 'stopped' } as Recording
const pick = (close: () => Promise<void>) =>
  Object.assign(globalThis, {
    showSaveFilePicker: () => Promise.resolve({ createWritable: () => Promise.resolve(new WritableStream({ close })) }),
  })

test('what a browser was only handed stays here until it is discarded', async () => {
  await saveRecording(recording)
  expect(given).toEqual(['web · sh.cast'])
  expect(said).toEqual(['Handed to the browser’s downloads'])
  expect(removed).toEqual([])
  await removeRecording(recording.id)
  expect(removed).toEqual([recording.id])
})

test('what was written into a chosen file is removed here, and what was not is kept', async () => {
  pick(() => Promise.reject(new Error('no space')))
  await saveRecording(recording)
  expect(removed).toEqual([])
  Object.assign(globalThis, { showSaveFilePicker: () => Promise.reject(new DOMException('', 'AbortError')) })
  await saveRecording(recording)
  expect(removed).toEqual([])
  expect(said).not.toContain('Saved')
  pick(() => Promise.resolve())
  await saveRecording(recording)
  expect(said).toContain('Saved')
  expect(removed).toEqual([recording.id])
})
