const KEY = 'gantry.images.recent'
const KEEP = 8

/** References pulled before from this window's profile, the latest first. */
export function recent(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]')
    return Array.isArray(kept) ? kept.filter((one): one is string => typeof one === 'string').slice(0, KEEP) : []
  } catch {
    return []
  }
}

export function remember(reference: string): void {
  try {
    localStorage.setItem(KEY, JSON.stringify([reference, ...recent().filter((one) => one !== reference)].slice(0, KEEP)))
  } catch {
    // A full or forbidden storage costs only the suggestion.
  }
}
