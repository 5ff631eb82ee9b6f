import { judgeLink } from '../../shared/links.ts'
import type { Host } from './host.ts'
import { saveByDownload } from './save.ts'

export const host: Host = {
  form: 'desktop',
  /** The shell asks where to, writes it, and says so when that fails: here it is only handed over, and nothing is known of it. */
  async saveStream(suggestedName, bytes) {
    await saveByDownload(suggestedName, bytes)
    return false
  },
  /** The shell refuses to open a window, looks at the link again, asks where that is due, and opens it in the user's browser. */
  openLink(url) {
    const link = judgeLink(url)
    if (link.kind !== 'refuse') window.open(link.url, '_blank', 'noopener,noreferrer')
    return Promise.resolve(link.kind !== 'refuse')
  },
  clipboard: {
    write: (text) => navigator.clipboard.writeText(text),
    read: () => navigator.clipboard.readText(),
  },
}
