import { host } from '#host'
import { judgeLink } from '../../../../shared/links.ts'

/** As far as a URL plausibly goes. */
const LINK = /https?:\/\/[^\s<>"'`{}|\\^⟨⟩]{1,2000}/g
/** Ends of sentences are no part of a link. */
const TRAILING = /[.,;:!?\]]+$/

/** What of a line is a link (T2): what would be refused is not shown as one. */
export function linksIn(text: string): { at: number; url: string }[] {
  if (!mayHaveLinks(text)) return []
  return [...text.matchAll(LINK)].flatMap(({ index, 0: found }) => {
    const url = untrailed(found)
    return judgeLink(url).kind === 'refuse' ? [] : [{ at: index, url }]
  })
}

/** Cheap, for the many lines that have none. */
export const mayHaveLinks = (text: string): boolean => text.includes('://')

/** A bracket at the end belongs to the link where it closes one of the link's own. */
function untrailed(found: string): string {
  for (let url = found; ; ) {
    const before = url
    url = url.replace(TRAILING, '')
    if (url.endsWith(')') && count(url, '(') < count(url, ')')) url = url.slice(0, -1)
    if (url === before) return url
  }
}

const count = (text: string, sign: string): number => text.split(sign).length - 1

/** Whether a link was clicked, which then opens as the host does it; not where a selection was drawn over it. */
export function followLink(event: MouseEvent, selecting: boolean): boolean {
  const link = (event.target as Element).closest('a')
  if (link === null) return false
  event.preventDefault()
  if (!selecting) void host.openLink(link.href)
  return true
}

/** Of so many in sight a menu can speak. */
const MOST = 5
const RIGHT_BUTTON = 2

/** Links a menu called for last is about: the one under the pointer, or, called for by a key, the last ones in sight. */
export function watchLinks(lines: HTMLElement): () => readonly string[] {
  let links: string[] = []
  lines.addEventListener('contextmenu', (event) => {
    const link = (event.target as Element).closest('a')
    const inSight = () => [...new Set([...lines.querySelectorAll('a')].map(({ href }) => href))].slice(-MOST)
    links = link !== null ? [link.href] : event.button === RIGHT_BUTTON ? [] : inSight()
  })
  return () => links
}
