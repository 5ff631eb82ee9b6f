/** The link made canonical, or null when it is not one we open (T2): https, or http, without user and password. */
export function safeLink(text: string): string | null {
  let url: URL
  try {
    url = new URL(text)
  } catch {
    return null
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null
  return url.username === '' && url.password === '' && url.hostname !== '' ? url.href : null
}
