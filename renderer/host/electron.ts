import { judgeLink } from '../../shared/links.ts'
import type { Host } from './host.ts'
import { giveOut } from './save.ts'

function isSaved(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const onMessage = ({ source, data }: MessageEvent<{ saved?: string; isSaved?: boolean } | null>) => {
      if (source !== window || data?.saved !== url) return
      window.removeEventListener('message', onMessage)
      resolve(data.isSaved === true)
    }
    window.addEventListener('message', onMessage)
  })
}

export const host: Host = {
  form: 'desktop',
  /** The shell asks where to, writes it, says so itself when that fails, and tells whether it is saved. */
  saveStream: async (suggestedName, bytes) => ((await isSaved(await giveOut(suggestedName, bytes))) ? 'saved' : 'not'),
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
