import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Image } from '../../../shared/contract/images.ts'
import { lineageOf } from './lineage.ts'

const image = (name: string, layers: string[] | null, more: Partial<Image> = {}): Image => ({
  id: name,
  tags: [`${name}:1`],
  digests: [],
  created: 100,
  size: 1,
  layers,
  ...more,
})
const bases = (images: Image[]) => Object.fromEntries([...lineageOf(images)].map(([id, { base }]) => [id, base?.id ?? null]))

describe('lineageOf', () => {
  it('takes the longest prefix', () => {
    const images = [image('debian', ['a']), image('node', ['a', 'b']), image('api', ['a', 'b', 'c', 'd']), image('alpine', ['z'])]
    expect(bases(images)).toEqual({ debian: null, node: 'debian', api: 'node', alpine: null })
    expect(lineageOf(images).get('api')).toMatchObject({ shared: 2 })
  })
  it('a common beginning that no image ends at is no base', () => {
    expect(bases([image('x', ['a', 'b']), image('y', ['a', 'c'])])).toEqual({ x: null, y: null })
  })
  it('a diff id in another place is no lineage', () => {
    expect(bases([image('x', ['b']), image('y', ['a', 'b'])])).toEqual({ x: null, y: null })
  })
  it('with the same layers the later is built on the earlier; of the same age neither is', () => {
    expect(bases([image('x', ['a'], { created: 1 }), image('y', ['a'], { created: 2 })])).toEqual({ x: null, y: 'x' })
    expect(bases([image('x', ['a']), image('y', ['a'])])).toEqual({ x: null, y: null })
    expect(bases([image('x', ['a'], { created: 0 }), image('y', ['a'])])).toEqual({ x: null, y: null })
  })
  it('prefers a tagged base to a nearer untagged one', () => {
    const images = [image('base', ['a']), image('old', ['a', 'b'], { tags: [] }), image('new', ['a', 'b', 'c'])]
    expect(bases(images)).toMatchObject({ new: 'base' })
    expect(bases(images.slice(1))).toMatchObject({ new: 'old' })
  })
  it("an image without layers is nobody's base, one whose layers are unknown has no lineage", () => {
    expect(bases([image('scratch', []), image('x', ['a']), image('unread', null)])).toEqual({ scratch: null, x: null })
  })
  it('finds what a search over all pairs finds', () => {
    const layers = fc.array(fc.constantFrom('a', 'b'), { maxLength: 5 })
    fc.assert(
      fc.property(fc.uniqueArray(layers, { selector: (l) => l.join(), maxLength: 12 }), (all) => {
        const images = all.map((list, at) => image(`i${at}`, list))
        const slow = Object.fromEntries(
          images.map((me) => {
            const shorter = images.filter(
              ({ layers: l }) =>
                l !== null && l.length > 0 && l.length < (me.layers?.length ?? 0) && l.every((x, at) => me.layers?.[at] === x),
            )
            return [me.id, shorter.sort((a, b) => (b.layers?.length ?? 0) - (a.layers?.length ?? 0))[0]?.id ?? null]
          }),
        )
        expect(bases(images)).toEqual(slow)
      }),
    )
  })
})
