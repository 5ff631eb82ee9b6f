import type { Host } from './host.ts'
import { safeLink } from './link.ts'
import { saveStream } from './save.ts'

/** The window's own `open` is refused by the shell, which looks at the link and opens it in the user's browser instead. */
export const host: Host = {
  form: 'desktop',
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
