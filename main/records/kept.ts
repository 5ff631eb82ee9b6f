import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { RecordLimits, RecordRule } from '../../shared/contract/records.ts'
import { z } from '../../shared/contract/zod.ts'
import { openSettings, type Settings, type SettingsNotice } from '../lib/settings.ts'

const Kept = z.looseObject({
  rules: z.array(z.object({ host: z.string(), rule: RecordRule })).default([]),
  limits: RecordLimits.default({ bytes: 256_000_000, days: 30 }),
  /** What came in the place of rules and limits that were lost, until somebody confirms it: stays over starts. */
  lost: z.enum(['backup', 'defaults']).nullable().default(null),
})
export type Kept = z.infer<typeof Kept>

export const DEFAULTS: Kept = Kept.parse({})

/**
 * Opens the rules and limits. Where there are records (`hasRecords`) there were rules: without a file they were lost.
 * @param onUnwritable told the system's code.
 */
export async function openKept(dir: string, hasRecords: boolean, onUnwritable: (code: string) => void): Promise<Settings<Kept>> {
  const name = 'records'
  const missing = await access(join(dir, `${name}.json`)).then(
    () => false,
    () => true,
  )
  const seen: { lost: Kept['lost'] } = { lost: null }
  const onNotice = (notice: SettingsNotice) => {
    if (notice.kind === 'corrupt') seen.lost = notice.loaded
    else onUnwritable(notice.code)
  }
  const settings = await openSettings({ dir, name, schema: Kept, onNotice })
  if (missing && hasRecords) seen.lost = settings.get().rules.length > 0 ? 'backup' : 'defaults'
  const { lost } = seen
  if (lost !== null) await settings.update((now) => ({ ...now, lost }))
  return settings
}
