/** More than this no program has reason to put into the clipboard. */
const MAX_TEXT = 100_000

/** The text a container wants in the clipboard by `OSC 52 ; Pc ; Pd`; null for a question, which is never answered, and for nonsense. */
export function clipboardRequest(data: string): string | null {
  const encoded = data.slice(data.indexOf(';') + 1)
  if (encoded === '?' || encoded === '' || encoded.length > MAX_TEXT * 2) return null
  try {
    const bytes = Uint8Array.from(atob(encoded), (char) => char.charCodeAt(0))
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).slice(0, MAX_TEXT)
  } catch {
    return null
  }
}
