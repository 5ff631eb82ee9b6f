import type { RecordInfo } from '../../../../shared/contract/records.ts'

/** All words must be found in name, image, project, service or host. */
export function matching<R extends Pick<RecordInfo, 'name' | 'image' | 'project' | 'service' | 'hostName'>>(
  records: readonly R[],
  filter: string,
): R[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean)
  return records.filter(({ name, image, project, service, hostName }) => {
    const all = [name, image, project ?? '', service ?? '', hostName].join('\n').toLowerCase()
    return words.every((word) => all.includes(word))
  })
}

/** What is chosen once `id` is checked or unchecked; with `from`, all between the two in the list as well. */
export function chosenBy(chosen: ReadonlySet<string>, ids: readonly string[], id: string, on: boolean, from: string | null): Set<string> {
  const [a, b] = [ids.indexOf(from ?? id), ids.indexOf(id)]
  return allOf(chosen, a < 0 || b < 0 ? [id] : ids.slice(Math.min(a, b), Math.max(a, b) + 1), on)
}

/** What is chosen once all of those are checked or unchecked. */
export function allOf(chosen: ReadonlySet<string>, those: readonly string[], on: boolean): Set<string> {
  const next = new Set(chosen)
  for (const one of those)
    if (on) next.add(one)
    else next.delete(one)
  return next
}
