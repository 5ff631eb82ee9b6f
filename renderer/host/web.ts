import { judgeLink } from '../../shared/links.ts'
import { t } from '../i18n/index.ts'
import type { Host } from './host.ts'
import { saveStream } from './save.ts'

export const host: Host = {
  form: 'browser',
  saveStream,
  openLink(url) {
    const link = judgeLink(url)
    if (link.kind === 'refuse') return Promise.resolve(false)
    if (link.kind === 'ask' && !window.confirm(t('boot.link.http', { host: new URL(link.url).host }))) return Promise.resolve(false)
    window.open(link.url, '_blank', 'noopener,noreferrer')
    return Promise.resolve(true)
  },
  clipboard: {
    write: (text) => navigator.clipboard.writeText(text),
    read: () => navigator.clipboard.readText(),
  },
}
