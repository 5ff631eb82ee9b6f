import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { allBranches, ancestors, copyText, firstOpen, linesOf, pathId, search } from './model.ts'

const json = fc.jsonValue({ maxDepth: 4 })
const evil: unknown = JSON.parse('{"__proto__":{"polluted":true},"a":[1,"x",null],"constructor":"c"}')

describe('json tree', () => {
  it('shows every leaf once when all is open, under ids of their own', () => {
    fc.assert(
      fc.property(json, (value) => {
        const lines = linesOf(value, allBranches(value))
        expect(new Set(lines.map((line) => line.id)).size).toBe(lines.length)
        const leaves = lines.filter((line) => line.size < 0).map((line) => line.value)
        const expected: unknown[] = []
        JSON.stringify(value, (_key, item: unknown) => {
          if (typeof item !== 'object' || item === null) expected.push(item)
          return item
        })
        expect(leaves.length).toBe(expected.length)
      }),
    )
  })

  it('copies exactly what it was given', () => {
    fc.assert(
      fc.property(json, (value) => {
        if (typeof value === 'string') expect(copyText(value, [], undefined, new Set())).toBe(value)
        else expect(copyText(value, [], () => null, new Set())).toBe(JSON.stringify(value, null, 2))
      }),
    )
  })

  it('treats __proto__ as any other name', () => {
    const names = linesOf(evil, allBranches(evil)).map((line) => line.name)
    expect(names).toEqual([null, '__proto__', 'polluted', 'a', '0', '1', '2', 'constructor'])
    expect(copyText(evil, [], (_path, value) => (value === 'x' ? '•' : null), new Set())).toBe(
      JSON.stringify(JSON.parse('{"__proto__":{"polluted":true},"a":[1,"•",null],"constructor":"c"}'), null, 2),
    )
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })

  it('keeps secrets out of search and copy until they are revealed', () => {
    const doc = { Env: ['PASSWORD=hunter2', 'PATH=/bin'] }
    const mask = (_path: readonly string[], value: string) => (value.startsWith('PASSWORD=') ? 'PASSWORD=••••' : null)
    expect(search(doc, 'hunter2', mask)).toEqual([])
    expect(search(doc, 'password', mask)).toEqual([['Env', '0']])
    expect(copyText(doc, [], mask, new Set())).not.toContain('hunter2')
    expect(copyText(doc, [], mask, new Set([pathId(['Env', '0'])]))).toContain('hunter2')
  })

  it('opens the ancestors of a match, and the root first', () => {
    const doc = { a: { b: [{ c: 'needle' }] } }
    const path = search(doc, 'needle')[0] ?? []
    expect(linesOf(doc, new Set(ancestors(path))).at(-1)).toMatchObject({ name: 'c', value: 'needle' })
    expect(firstOpen({ big: Array.from({ length: 500 }, (_, i) => i) }).size).toBe(1)
  })

  it('walks 2 MB', () => {
    const doc = Array.from({ length: 20_000 }, (_, i) => ({ id: i, label: `value ${i}`, tags: { a: 'some more text', b: null } }))
    expect(JSON.stringify(doc).length).toBeGreaterThan(1_400_000)
    const lines = linesOf(doc, firstOpen(doc))
    expect(search(doc, 'value 19999')).toEqual([['19999', 'label']])
    expect(lines.length).toBe(20_001)
  })
})
