import type { ImageHistoryEntry } from '../../../shared/contract/images.ts'
import { createdSeconds } from './normalise.ts'

export type HistoryRow = { Created?: number | string | null; CreatedBy?: string | null; Size?: number | null; Comment?: string | null }

/**
 * `CreatedBy` as one would write it in a Dockerfile. The classic builder hides instructions in a shell comment
 * (`/bin/sh -c #(nop)  CMD ["x"]`), gives a RUN as its bare shell line, with build arguments as `|2 A=b C=d` before it;
 * BuildKit writes the instruction and appends `# buildkit`.
 */
export function cleanInstruction(createdBy: string): string {
  const text = createdBy.replace(/\s*# buildkit\s*$/, '').trim()
  const nop = /^(?:\/bin\/(?:ba)?sh -c|cmd \/S \/C|powershell .*?)\s*#\(nop\)\s*(.*)$/s.exec(text)
  if (nop !== null) return (nop[1] ?? '').replace(/\b((?:file|dir|multi):[a-f0-9]{12})[a-f0-9]+/g, '$1').trim()
  const run = /^(RUN )?(?:\|\d+ (?:.*? )??)?(?:\/bin\/(?:ba)?sh -c|cmd \/S \/C)\s+(.*)$/s.exec(text)
  if (run !== null) return `RUN ${(run[2] ?? '').trim()}`
  return text
}

/** Oldest first. */
export const toHistory = (rows: HistoryRow[]): ImageHistoryEntry[] =>
  rows
    .map((row) => ({
      created: createdSeconds(row.Created),
      instruction: cleanInstruction(row.CreatedBy ?? ''),
      size: Math.max(0, row.Size ?? 0),
      comment: row.Comment ?? '',
    }))
    .reverse()
