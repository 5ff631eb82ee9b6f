/** More bytes than this no program has reason to put into the clipboard: refused whole, for half a text would be a wrong one. */
export const MAX_BYTES = 100_000

/** The text a container wants in the clipboard by `OSC 52 ; Pc ; Pd`; null for a question, which is never answered, and for nonsense. */
export function clipboardRequest(data: string): string | null {
  const at = data.indexOf(';')
  const encoded = data.slice(at + 1)
  if (at < 0 || encoded === '' || encoded.includes('?') || encoded.length > Math.ceil(MAX_BYTES / 3) * 4) return null
  try {
    const bytes = Uint8Array.from(atob(encoded), (char) => char.charCodeAt(0))
    return bytes.length > MAX_BYTES ? null : new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}
