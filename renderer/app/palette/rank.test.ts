import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rank, score } from './rank.ts'

const command = (title: string, hint?: string) => ({ id: title, title, ...(hint ? { hint } : {}), run() {} })

describe('palette rank', () => {
  it('puts the exact before the beginning, a word, the middle, and scattered letters', () => {
    const titles = ['s-h-o-p', 'bishop', 'my shop', 'shop-web', 'shop']
    expect(
      rank(
        titles.map((title) => command(title)),
        'shop',
      ).map((c) => c.title),
    ).toEqual(['shop', 'shop-web', 'my shop', 'bishop', 's-h-o-p'])
  })

  it('finds by hint and name together, and not what is not there', () => {
    expect(rank([command('web', 'container')], 'container web')).toHaveLength(1)
    expect(rank([command('web')], 'xyz')).toEqual([])
  })

  it('finds any part of any title', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.nat(), fc.nat(), (title, a, b) => {
        const part = title.slice(Math.min(a, b) % title.length, (Math.max(a, b) % title.length) + 1)
        expect(score(title, part)).not.toBeNull()
      }),
    )
  })

  it('shows at most fifty, keeping their order when nothing is typed', () => {
    const many = Array.from({ length: 3000 }, (_, n) => command(`c${n}`))
    expect(rank(many, '').map((c) => c.title)).toEqual(many.slice(0, 50).map((c) => c.title))
  })
})
