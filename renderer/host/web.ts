import type { Host } from './host.ts'
import { safeLink } from './link.ts'
import { saveStream } from './save.ts'

export const host: Host = {
  form: 'browser',
  saveStream,
  openLink(url) {
    const link = safeLink(url)
    if (link !== null) window.open(link, '_blank', 'noopener,noreferrer')
    return Promise.resolve(link !== null)
  },
  clipboard: {
    write: (text) => navigator.clipboard.writeText(text),
    read: () => navigator.clipboard.readText(),
  },
}
