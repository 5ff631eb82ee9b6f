export const MASK = '••••••••'

/** `name=value` of the engine: split at the first `=`; without one the variable is unset and there is no value. */
export function splitEnv(entry: string): { name: string; value: string | null } {
  const at = entry.indexOf('=')
  return at < 0 ? { name: entry, value: null } : { name: entry.slice(0, at), value: entry.slice(at + 1) }
}

/** Where a part of a name ends: `DB_PASS` and `AUTH_HEADER` hold a secret, `AUTHOR` and `COMPASSION` do not. */
const SECRET =
  /pass(?:word|wd|phrase|$|[_.-])|secret|token|api_?key|private_?key|credential|access_?key|auth(?:orization|$|[_.-])|[_.-]pwd(?:$|[_.-])/i

/** Names whose values are masked until they are asked for (T17). */
export const looksSecret = (name: string): boolean => SECRET.test(name)

/** A URL that carries a password, or the text of a private key, whatever the variable is called. */
const VALUE = /:\/\/[^/\s:@]*:[^/\s@]+@|-----BEGIN [A-Z ]*PRIVATE KEY-----/

/** Whether a variable's value is masked (T17): by its name, or by what it says itself. An unset or empty one hides nothing. */
export const isSecret = (name: string, value: string): boolean => value !== '' && (looksSecret(name) || VALUE.test(value))

function maskText(text: string, name: string): string {
  if (name === 'Env') {
    const { name: variable, value } = splitEnv(text)
    return value !== null && isSecret(variable, value) ? `${variable}=${MASK}` : text
  }
  return isSecret(name, text) ? MASK : text
}

/** What stands for one string of an inspect document until it is revealed (T17), by its path; null for one that may be seen. */
export function maskValue(path: readonly string[], value: string): string | null {
  const name = path.at(-1) ?? ''
  // Items of an array are named by their number; the array's own name says what they are.
  const masked = maskText(value, /^\d+$/.test(name) ? (path.at(-2) ?? '') : name)
  return masked === value ? null : masked
}
