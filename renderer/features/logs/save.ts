import { host } from '#host'
import { joined } from '../../../shared/bytes.ts'
import type { LogFormat } from '../../../shared/contract/logs.ts'
import { type LogStyle, writeLine } from '../../../shared/log-format.ts'
import { api } from '../../api.ts'
import { errorText } from '../../i18n/error-text.ts'
import { t } from '../../i18n/index.ts'
import { toasts } from '../../ui/index.ts'
import { type LogRange, spanOf } from './range/range.ts'
import { shortId } from './records/naming.ts'
import { asked, type LogSession } from './session.ts'
import type { LogLine } from './store/chunk.ts'
import type { LogTarget } from './target.ts'

export type SaveAs = { format: LogFormat; stamps: boolean }
const AS_LOGGED: SaveAs = { format: 'raw', stamps: false }

/** Saves everything the engine still has of a container, byte for byte. */
export async function saveLog({ hostOf }: LogSession, target: LogTarget | undefined, stamps: boolean): Promise<void> {
  if (target !== undefined) await pour(target.name, 'log', () => api().logs.save({ id: target.id, stamps, ...asked(hostOf) }))
}

/** Saves everything the engine still has of containers, or what of it lies in a range of time, merged by time stamp. */
export async function saveMerged({ hostOf }: LogSession, targets: readonly LogTarget[], range: LogRange | null, as: SaveAs): Promise<void> {
  if (targets.length === 0) return
  const sources = targets.map(({ id, name }) => ({ id, name }))
  await pour(nameOf(targets), extension(as), () => api().logs.export({ sources, ...as, ...spanOf(range), ...asked(hostOf) }))
}

/** Saves what a view does not have: of one of its sources, or of all of them. */
export async function saveMissing(session: LogSession, range: LogRange | null, source: number | null): Promise<void> {
  const { targets } = session
  if (source === null && targets.length > 1) await saveMerged(session, targets, range, { format: 'text', stamps: true })
  else await saveLog(session, targets[source ?? 0], false)
}

/** Saves all that is kept of a record, or what of it lies in a range of time; under a name that no other of its name has. */
export const saveRecord = (record: { id: string; name: string }, range: LogRange | null = null, as: SaveAs = AS_LOGGED): Promise<void> =>
  pour(`${record.name}-${shortId(record)}`, extension(as), () => api().records.save({ id: record.id, ...as, ...spanOf(range) }))

/** Saves lines that a view holds, as it holds them. */
export async function saveHeld({ targets }: LogSession, lines: Iterable<LogLine>, as: SaveAs): Promise<void> {
  const style = { ...as, names: targets.length > 1 && as.format === 'text' }
  const names = targets.map(({ name }) => name)
  const cut = { count: 0 }
  await pour(nameOf(targets), extension(as), () => written(lines, names, style, cut))
  if (cut.count > 0) toasts.add({ tone: 'warn', title: t('logs.savedCut', cut), body: t('logs.savedCutDo') })
}

/** What was done in sight needs no long telling. */
const SAVED_MS = 3000

/** A piece of the file has this size, about. */
const PIECE = 128 * 1024

/** @param cut counts the lines that a view does not hold whole. */
async function* written(
  lines: Iterable<LogLine>,
  names: readonly string[],
  style: LogStyle,
  cut: { count: number },
): AsyncGenerator<Uint8Array> {
  let parts: Uint8Array[] = []
  let size = 0
  for (const line of lines) {
    const bytes = writeLine(line, names[line.source] ?? '', style)
    if (line.left > 0) cut.count++
    parts.push(bytes)
    size += bytes.length
    if (size < PIECE) continue
    yield joined(parts)
    parts = []
    size = 0
  }
  if (size > 0) yield joined(parts)
}

const extension = ({ format }: SaveAs): string => (format === 'json' ? 'jsonl' : 'log')
const nameOf = (targets: readonly LogTarget[]): string =>
  targets
    .slice(0, 3)
    .map(({ name }) => name)
    .join('+')

/** The one place where a log becomes a file; says how it went. Nothing is read before there is a file to read it into. */
async function pour(name: string, ending: string, read: () => AsyncIterable<Uint8Array>): Promise<void> {
  const bytes = (async function* () {
    yield* read()
  })()
  try {
    const saved = await host.saveStream(`${name.slice(0, 100)}.${ending}`, bytes)
    if (saved !== 'not')
      toasts.add({ id: 'logs.saved', tone: 'ok', timeout: SAVED_MS, title: t(saved === 'saved' ? 'logs.saved' : 'logs.given', { name }) })
  } catch (error) {
    const { text, todo, detail } = errorText(error, t)
    toasts.add({
      id: 'logs.saveFailed',
      tone: 'bad',
      title: t('logs.saveFailed', { name }),
      body: [text, todo, detail].filter((part) => part !== null).join(' '),
    })
  }
}
