import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { arrange, rowKey, sortRows } from './arrange.ts'
import { emptyLayout, fitColumns, readLayout } from './columns.ts'
import { all, narrow, prune, range, toggle, typeAhead } from './selection.ts'
import type { Column } from './types.ts'

interface Thing {
  id: string
  name: string
  size: number | null
  project: string | null
}

const things = fc.uniqueArray(
  fc.record({
    id: fc.string({ maxLength: 8 }),
    name: fc.oneof(fc.constantFrom('a', 'b', 'web-2', 'web-10', '__proto__'), fc.string({ maxLength: 5 })),
    size: fc.option(fc.oneof(fc.integer(), fc.constant(Number.NaN)), { nil: null }),
    project: fc.option(fc.constantFrom('shop', 'blog', '__proto__', '')),
  }),
  { selector: (thing) => thing.id, maxLength: 40 },
)
const columns: Column<Thing>[] = [
  { id: 'name', header: 'Name', width: 100, value: (t) => t.name, cell: (t) => t.name },
  { id: 'size', header: 'Size', width: 60, value: (t) => t.size, cell: (t) => t.size },
]
const sorts = fc.option(fc.record({ column: fc.constantFrom('name', 'size', 'gone'), desc: fc.boolean() }))
const group = { of: (t: Thing) => t.project, label: (key: string | null, rows: readonly Thing[]) => `${key} · ${rows.length}` }
const known = (size: number | null): size is number => size !== null && !Number.isNaN(size)

describe('arrange', () => {
  it('shows each matching row exactly once, grouped or not, and finds it by key', () => {
    fc.assert(
      fc.property(things, sorts, fc.boolean(), fc.boolean(), (rows, sort, grouped, filtered) => {
        const filter = filtered ? (t: Thing) => t.name.length > 1 : undefined
        const done = arrange({ rows, rowId: (t) => t.id, columns, sort, filter, group: grouped ? group : undefined, folded: new Set() })
        const expected = rows.filter(filter ?? (() => true)).map((t) => t.id)
        expect([...done.ids].sort()).toEqual([...expected].sort())
        expect(done.matching).toBe(expected.length)
        for (const id of expected) {
          expect(done.items[done.at.get(rowKey(id)) ?? -1]).toMatchObject({ kind: 'row', id })
        }
      }),
    )
  })

  it('keeps groups together, those without one last, and a folded group hides its rows only', () => {
    fc.assert(
      fc.property(things, (rows) => {
        const open = arrange({ rows, rowId: (t) => t.id, columns, sort: null, group, folded: new Set() })
        const heads = open.items.filter((item) => item.kind === 'group')
        expect(new Set(heads.map((head) => head.key)).size).toBe(heads.length)
        const none = heads.findIndex((head) => head.group === null)
        if (none >= 0) expect(none).toBe(heads.length - 1)
        const first = heads[0]
        if (!first) return
        const folded = arrange({ rows, rowId: (t) => t.id, columns, sort: null, group, folded: new Set([first.key]) })
        expect(folded.items.length).toBe(open.items.length - first.ids.length)
        expect(folded.matching).toBe(rows.length)
      }),
    )
  })
})

describe('sortRows', () => {
  it('orders present values, puts missing ones last both ways, and keeps equals in place', () => {
    fc.assert(
      fc.property(things, fc.boolean(), (rows, desc) => {
        const sizes = sortRows(rows, columns[1], desc).map((t) => t.size)
        const present = sizes.filter(known)
        expect(sizes.slice(0, present.length)).toEqual(present)
        for (let i = 1; i < present.length; i++) {
          const [a = 0, b = 0] = [present[i - 1], present[i]]
          expect(desc ? a >= b : a <= b).toBe(true)
        }
        const order = new Map(rows.map((t, at) => [t.id, at]))
        const sorted = sortRows(rows, columns[1], desc)
        for (let i = 1; i < sorted.length; i++) {
          const [a, b] = [sorted[i - 1], sorted[i]]
          if (a && b && a.size === b.size) expect(order.get(a.id) ?? 0).toBeLessThan(order.get(b.id) ?? 0)
        }
      }),
    )
  })

  it('reads numbers inside names as numbers', () => {
    const rows = ['web-10', 'web-2', 'Web-1'].map((name) => ({ id: name, name, size: 0, project: null }))
    expect(sortRows(rows, columns[0], false).map((t) => t.name)).toEqual(['Web-1', 'web-2', 'web-10'])
  })

  // How long it takes stands in the benchmark (row8); here, what makes it short.
  it('reads the sort key of each row that passes the filter once', () => {
    const rows = Array.from({ length: 5000 }, (_, i) => ({ id: `id-${i}`, name: `svc-${(i * 7919) % 5000}-web`, size: i, project: null }))
    let read = 0
    const [first, ...others] = columns
    const counted = [
      {
        ...first,
        value: (t: Thing) => {
          read++
          return t.name
        },
      },
      ...others,
    ] as typeof columns
    const filter = (t: Thing) => (t.size ?? 1) % 2 === 0
    const input = { rows, rowId: (t: Thing) => t.id, columns: counted, group, folded: new Set<string>(), filter }
    arrange({ ...input, sort: { column: counted[0]?.id ?? '', desc: false } })
    expect(read).toBe(2500)
  })
})

describe('fitColumns', () => {
  const shapes = fc.uniqueArray(
    fc.record({
      id: fc.string({ minLength: 1, maxLength: 6 }),
      width: fc.integer({ min: 40, max: 400 }),
      minWidth: fc.option(fc.integer({ min: 30, max: 40 }), { nil: undefined }),
      grow: fc.option(fc.integer({ min: 0, max: 3 }), { nil: undefined }),
      priority: fc.option(fc.integer({ min: 0, max: 4 }), { nil: undefined }),
      hidden: fc.boolean(),
      fixed: fc.boolean(),
    }),
    { selector: (shape) => shape.id, maxLength: 9 },
  )

  it('never overflows while a column may still go, and never hides one that stays', () => {
    fc.assert(
      fc.property(shapes, fc.integer({ min: 0, max: 2000 }), (all, available) => {
        const fitted = fitColumns(all, emptyLayout(null), available)
        const total = fitted.widths.reduce((sum, width) => sum + width, 0)
        const shown = all.filter((shape) => fitted.ids.includes(shape.id))
        if (shown.some((shape) => (shape.priority ?? 0) > 0)) expect(total).toBeLessThanOrEqual(available)
        for (const shape of all) {
          if ((shape.priority ?? 0) === 0 && (shape.fixed || !shape.hidden)) expect(fitted.ids).toContain(shape.id)
        }
        for (const width of fitted.widths) expect(width).toBeGreaterThanOrEqual(30)
      }),
    )
  })

  it('leaves alone the width and the column the user chose', () => {
    const two = [
      { id: 'a', width: 200, grow: 1 },
      { id: 'b', width: 100, priority: 3 },
    ]
    const layout = { ...emptyLayout(null), widths: { a: 333 }, shown: { b: true } }
    expect(fitColumns(two, layout, 100)).toEqual({ ids: ['a', 'b'], widths: [333, 56] })
  })

  it('reads anything a storage may hold', () => {
    fc.assert(
      fc.property(fc.anything(), (kept) => {
        const layout = readLayout(kept, columns, null)
        expect(Object.values(layout.widths).every((width) => width > 0)).toBe(true)
        expect(Object.getPrototypeOf(layout.widths)).toBe(Object.prototype)
      }),
    )
    const layout = { sort: { column: 'size', desc: true }, widths: { name: 120 }, shown: { size: false }, folded: ['g:shop'] }
    expect(readLayout(JSON.parse(JSON.stringify(layout)), columns, null)).toEqual(layout)
  })
})

describe('selection', () => {
  const ids = fc.uniqueArray(fc.string({ maxLength: 4 }), { maxLength: 12 })
  it('a toggle twice is no change of the set; the chosen one leads', () => {
    fc.assert(
      fc.property(ids, fc.string({ maxLength: 4 }), (selected, id) => {
        expect([...toggle(toggle(selected, id), id)].sort()).toEqual([...selected].sort())
        if (!selected.includes(id)) expect(toggle(selected, id).at(-1)).toBe(id)
      }),
    )
  })

  it('a range is what lies between, its target leading', () => {
    expect(range(['a', 'b', 'c', 'd'], 'd', 'b')).toEqual(['c', 'd', 'b'])
    expect(range(['a', 'b'], 'gone', 'b')).toEqual(['b'])
    expect(range(['a', 'b'], 'a', 'gone')).toEqual([])
  })

  it('prunes what is gone, keeps identity when nothing is, narrows to the lead', () => {
    const selected = ['a', 'b']
    expect(prune(selected, () => true)).toBe(selected)
    expect(prune(selected, (id) => id === 'b')).toEqual(['b'])
    expect(narrow(['a', 'b'])).toEqual(['b'])
    expect(narrow(['b'])).toEqual([])
    expect(all(['a', 'b', 'c'], ['b'])).toEqual(['a', 'c', 'b'])
  })

  it('type-ahead goes on with a repeated letter and stays with a longer word', () => {
    const names = ['alpha', 'beta', 'api']
    const at = (index: number) => names[index] ?? null
    expect(typeAhead(at, 3, 0, 'a')).toBe(2)
    expect(typeAhead(at, 3, 2, 'ap')).toBe(2)
    expect(typeAhead(at, 3, 0, 'x')).toBe(-1)
    expect(typeAhead(at, 0, -1, 'x')).toBe(-1)
  })
})
