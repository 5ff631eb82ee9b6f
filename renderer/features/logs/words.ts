import { NEVER, Notice } from '../../../shared/log-batch.ts'
import type { Translate } from '../../i18n/index.ts'

export type Said = { text: string; tone: 'info' | 'warn' | 'bad' }

/** What a notice says at its place in the log. */
export function noticeText(t: Translate, kind: number, detail: string, name: string): Said {
  switch (kind) {
    case Notice.stopped:
      if (detail === NEVER) return { text: t('logs.notice.fresh', { name }), tone: 'info' }
      return { text: t('logs.notice.stopped', { name, code: detail }), tone: detail === '0' ? 'info' : 'warn' }
    case Notice.started:
      return { text: t('logs.notice.started', { name }), tone: 'info' }
    case Notice.removed:
      return { text: t('logs.notice.removed', { name }), tone: 'warn' }
    case Notice.interrupted:
      return { text: t('logs.notice.interrupted', { name }), tone: 'warn' }
    case Notice.away:
      return { text: t('logs.notice.away', { name, host: detail }), tone: 'warn' }
    case Notice.resumed:
      return { text: t('logs.notice.resumed', { name }), tone: 'info' }
    case Notice.reached:
      return { text: t('logs.notice.reached', { name }), tone: 'info' }
    case Notice.joined:
      return { text: t('logs.notice.joined', { name }), tone: 'info' }
    case Notice.recreated:
      return { text: t('logs.notice.recreated', { name }), tone: 'info' }
    case Notice.gap:
      if (detail === 'tail') return { text: t('logs.notice.tail', { name }), tone: 'warn' }
      if (detail === 'end') return { text: t('logs.notice.end', { name }), tone: 'warn' }
      if (detail === 'removed') return { text: t('logs.notice.unread', { name }), tone: 'warn' }
      return { text: t(detail === 'cut' ? 'records.gapCut' : 'records.gap'), tone: 'warn' }
    case Notice.unreadable:
      return { text: t('logs.notice.unreadable', { name, driver: detail }), tone: 'warn' }
    default:
      return { text: t('logs.notice.damaged', { name, detail: detail.slice(0, 300) }), tone: 'bad' }
  }
}
