import type { Saved } from './host.ts'

type Picker = (options: { suggestedName: string }) => Promise<{ createWritable(): Promise<WritableStream<Uint8Array>> }>

/**
 * Streams into a file the user picks where the browser lets a page do that (Chromium): memory stays bounded.
 * Elsewhere it is a download.
 */
export async function saveStream(suggestedName: string, bytes: AsyncIterable<Uint8Array>): Promise<Saved> {
  const pick = (globalThis as { showSaveFilePicker?: Picker }).showSaveFilePicker
  if (pick === undefined) {
    await giveOut(suggestedName, bytes)
    return 'given'
  }
  try {
    const file = await pick({ suggestedName: safeName(suggestedName) })
    await pour(bytes, await file.createWritable())
    return 'saved'
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return 'not'
    throw error
  }
}

/** The bytes are gathered in a Blob, which browsers keep on disk when it is large, and downloaded. @returns the address it went out under. */
export async function giveOut(suggestedName: string, bytes: AsyncIterable<Uint8Array>): Promise<string> {
  return download(safeName(suggestedName), await gather(bytes))
}

/** A file appears under its name only when all of it is there: until `close` the browser writes beside it. */
async function pour(bytes: AsyncIterable<Uint8Array>, file: WritableStream<Uint8Array>): Promise<void> {
  const writer = file.getWriter()
  try {
    for await (const chunk of bytes) await writer.write(chunk)
    await writer.close()
  } catch (error) {
    await writer.abort(error).catch(() => undefined)
    throw error
  }
}

const GATHER = 8 << 20

async function gather(bytes: AsyncIterable<Uint8Array>): Promise<Blob> {
  let blob = new Blob([])
  let parts: Uint8Array<ArrayBuffer>[] = []
  let size = 0
  for await (const chunk of bytes) {
    parts.push(new Uint8Array(chunk))
    size += chunk.byteLength
    if (size < GATHER) continue
    // A Blob of Blobs: what it holds may leave the page's memory.
    blob = new Blob([blob, ...parts])
    parts = []
    size = 0
  }
  return new Blob([blob, ...parts], { type: 'application/octet-stream' })
}

function download(name: string, blob: Blob): string {
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
  return url
}

const MOST = 120

/** No half of a character, and no blank or point at its end. */
const shortened = (text: string, most: number): string => text.slice(0, most).replace(/[\ud800-\udbff]$|[.\s]+$/g, '')

/** A plain file name: no folder, no control or bidi character, no name Windows reserves, at most 120 characters, its ending among them. */
export function safeName(text: string): string {
  const whole = text.replace(/[\p{Cc}\p{Cf}<>:"/\\|?*]+/gu, '_').replace(/^[.\s]+|[.\s]+$/g, '')
  const ending = /\.[a-z0-9]{1,10}$/i.exec(whole)?.[0] ?? ''
  const plain = whole.length > MOST ? shortened(whole.slice(0, -ending.length || undefined), MOST - ending.length) + ending : whole
  return plain === '' || /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(plain) ? `_${plain}` : plain
}
