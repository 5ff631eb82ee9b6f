import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { begin, createMirror, dueAt, fail, type Read, settle, touch, touchAll } from './mirror.ts'

type Item = { id: string; state: number }
const same = (a: Item, b: Item) => a.state === b.state
const IDS = ['a', 'b', 'c', 'd']

type Step =
  | { t: 'change'; id: string; remove: boolean; lost: boolean; twice: boolean; late: boolean }
  /** The engine makes its answer / the answer arrives / it fails. */
  | { t: 'answer' }
  | { t: 'arrive' }
  | { t: 'fail' }
  | { t: 'late' }
  | { t: 'relist' }

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      t: fc.constant('change' as const),
      id: fc.constantFrom(...IDS),
      remove: fc.boolean(),
      lost: fc.boolean(),
      twice: fc.boolean(),
      late: fc.boolean(),
    }),
  },
  { weight: 3, arbitrary: fc.constantFrom<Step>({ t: 'answer' }, { t: 'arrive' }, { t: 'fail' }, { t: 'late' }) },
  { weight: 1, arbitrary: fc.constant<Step>({ t: 'relist' }) },
)

/** An engine and the watcher's side of it, stepped by hand: every interleaving of change, event, request and answer can occur. */
function world() {
  const engine = new Map<string, Item>()
  const mirror = createMirror<Item>()
  /** What a window was told. */
  const shown = new Map<string, Item>()
  const late: string[] = []
  let read: Read | null = null
  let answer: Item[] | null = null
  let count = 0
  const start = () => {
    if (read === null && dueAt(mirror) !== null) read = begin(mirror)
  }
  const make = () => {
    if (read === null || answer !== null) return
    const ids = read.kind === 'list' ? null : new Set(read.ids)
    answer = [...engine.values()].filter((item) => ids === null || ids.has(item.id))
  }
  const arrive = () => {
    if (read === null || answer === null) return
    const change = settle(mirror, answer, same)
    if (change.t === 'all') shown.clear()
    for (const item of change.t === 'all' ? change.items : change.put) shown.set(item.id, item)
    for (const id of change.t === 'some' ? change.drop : []) shown.delete(id)
    read = null
    answer = null
  }
  const play = (s: Step) => {
    if (s.t === 'change') {
      if (s.remove) engine.delete(s.id)
      else engine.set(s.id, { id: s.id, state: ++count })
      if (s.late) late.push(s.id)
      else if (!s.lost) touch(mirror, s.id, 0)
      if (s.twice) touch(mirror, s.id, 0)
    } else if (s.t === 'answer') make()
    else if (s.t === 'arrive') arrive()
    else if (s.t === 'fail' && read !== null) {
      fail(mirror, 0)
      read = null
      answer = null
    } else if (s.t === 'late') for (const id of late.splice(0).reverse()) touch(mirror, id, 0)
    else if (s.t === 'relist') touchAll(mirror, 0)
    start()
  }
  const settleAll = () => {
    play({ t: 'late' })
    for (let i = 0; i < 1000 && (read !== null || dueAt(mirror) !== null); i++) {
      start()
      make()
      arrive()
    }
  }
  return { engine, mirror, shown, play, settleAll }
}

const rows = (map: ReadonlyMap<string, Item>) => [...map.values()].sort((a, b) => (a.id < b.id ? -1 : 1))

describe('the mirror', () => {
  it('equals the list after any interleaving, without a relist, as long as no event is lost', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const w = world()
        w.play({ t: 'relist' })
        for (const s of steps) w.play(s.t === 'change' ? { ...s, lost: false } : s)
        w.settleAll()
        expect(rows(w.mirror.items)).toEqual(rows(w.engine))
        expect(rows(w.shown)).toEqual(rows(w.engine))
      }),
      { numRuns: 2000 },
    )
  })

  it('equals the list after a relist, whatever was dropped, doubled or reordered before', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), fc.array(step, { maxLength: 10 }), (before, after) => {
        const w = world()
        for (const s of before) w.play(s)
        w.play({ t: 'relist' })
        for (const s of after) w.play(s.t === 'change' ? { ...s, lost: false } : s)
        w.settleAll()
        expect(rows(w.shown)).toEqual(rows(w.engine))
      }),
      { numRuns: 2000 },
    )
  })

  it('tells only what changed and keeps the identity of the rest', () => {
    const mirror = createMirror<Item>()
    touchAll(mirror, 0)
    begin(mirror)
    const one = { id: 'a', state: 1 }
    settle(mirror, [one, { id: 'b', state: 1 }], same)
    touch(mirror, 'a', 0)
    touch(mirror, 'b', 0)
    touch(mirror, 'c', 0)
    expect(begin(mirror)).toEqual({ kind: 'some', ids: ['a', 'b', 'c'] })
    expect(
      settle(
        mirror,
        [
          { id: 'a', state: 1 },
          { id: 'zz', state: 9 },
        ],
        same,
      ),
    ).toEqual({ t: 'some', put: [], drop: ['b'] })
    expect(mirror.items.get('a')).toBe(one)
  })
})
