import { host } from '#host'

/** Whether a link was clicked, which then opens as the host does it; not where a selection was drawn over it. */
export function followLink(event: MouseEvent, selecting: boolean): boolean {
  const link = (event.target as Element).closest('a')
  if (link === null) return false
  event.preventDefault()
  if (!selecting) void host.openLink(link.href)
  return true
}
