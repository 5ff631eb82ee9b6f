/**
 * The state of one noun's copy and what has to be read next: pure, so that its one promise can be tested against every interleaving.
 *
 * The promise: when no read is under way and nothing is dirty, the copy equals the engine's state at some moment after the last
 * event that was touched in. It holds because there is one read at a time (answers cannot overtake one another) and an id that is
 * touched while its read is under way is read again: the answer may have been made before the change.
 */
export type Mirror<E extends { id: string }> = {
  items: Map<string, E>
  /** Ids to be read, with the moment at which that is due (any clock). */
  dirty: Map<string, number>
  /** When the whole list is to be read; null while it need not be. */
  listDue: number | null
  /** What is under way. */
  flight: Read | null
}

export type Read = { kind: 'list' } | { kind: 'some'; ids: string[] }

/** What an answer changed. */
export type Change<E> = { t: 'all'; items: E[] } | { t: 'some'; put: E[]; drop: string[] }

export const createMirror = <E extends { id: string }>(): Mirror<E> => ({
  items: new Map(),
  dirty: new Map(),
  listDue: null,
  flight: null,
})

/** An event may have changed this id: it is to be read by `due`. An earlier moment wins. */
export function touch(mirror: Mirror<{ id: string }>, id: string, due: number): void {
  const before = mirror.dirty.get(id)
  if (before === undefined || before > due) mirror.dirty.set(id, due)
}

/** When the next read is due: null while one is under way or nothing is to be read. */
export function dueAt(mirror: Mirror<{ id: string }>): number | null {
  if (mirror.flight !== null) return null
  let due = mirror.listDue
  for (const at of mirror.dirty.values()) if (due === null || at < due) due = at
  return due
}

/** The whole list is to be read by `due`. */
export function touchAll(mirror: Mirror<{ id: string }>, due: number): void {
  if (mirror.listDue === null || mirror.listDue > due) mirror.listDue = due
}

/** Begins the next read. A list answers everything; and with one id that is due, all that is dirty goes along: one request costs the same for two ids. */
export function begin(mirror: Mirror<{ id: string }>): Read {
  const read: Read = mirror.listDue !== null ? { kind: 'list' } : { kind: 'some', ids: [...mirror.dirty.keys()] }
  mirror.flight = read
  mirror.listDue = null
  mirror.dirty.clear()
  return read
}

/** The answer to the read under way. Entities that are equal to what is known are no change and keep their identity. */
export function settle<E extends { id: string }>(mirror: Mirror<E>, answer: readonly E[], same: (a: E, b: E) => boolean): Change<E> {
  const read = mirror.flight
  mirror.flight = null
  if (read === null) throw new Error('no read is under way')
  const keep = (item: E): E => {
    const before = mirror.items.get(item.id)
    return before !== undefined && same(before, item) ? before : item
  }
  if (read.kind === 'list') {
    mirror.items = new Map(answer.map((item) => [item.id, keep(item)]))
    return { t: 'all', items: [...mirror.items.values()] }
  }
  // Engines match ids by prefix too; what was not asked for may be older than what is known.
  const asked = new Set(read.ids)
  const there = new Map(answer.filter((item) => asked.has(item.id)).map((item) => [item.id, keep(item)]))
  const put = [...there.values()].filter((item) => mirror.items.get(item.id) !== item)
  for (const item of put) mirror.items.set(item.id, item)
  const drop = read.ids.filter((id) => !there.has(id) && mirror.items.delete(id))
  return { t: 'some', put, drop }
}

/** The read under way came to nothing: it is to be done again, not before `due`. */
export function fail(mirror: Mirror<{ id: string }>, due: number): void {
  const read = mirror.flight
  mirror.flight = null
  if (read === null) return
  if (read.kind === 'list') touchAll(mirror, due)
  else for (const id of read.ids) touch(mirror, id, due)
}
