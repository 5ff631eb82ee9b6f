import { escapeControls } from '../../ui/index.ts'

/** The host a link leads to, as it is really spelt (punycode), or null when it is none we open. */
export function hostOf(link: string): string | null {
  if (!URL.canParse(link)) return null
  const { protocol, host, username, password } = new URL(link)
  if ((protocol !== 'https:' && protocol !== 'http:') || host === '' || username !== '' || password !== '') return null
  return escapeControls(`${protocol}//${host}`, 120)
}

/** What in a terminal can be followed: an address, or a place in a file, written `path:line:column`. */
export type Link = { kind: 'url' | 'file'; text: string }
