import { describe, expect, it } from 'vitest'
import { eachOf } from './each-of.ts'

const turn = () => new Promise((resolve) => setImmediate(resolve))

describe('eachOf', () => {
  it('keeps the order and never has more than so many under way', async () => {
    let busy = 0
    let most = 0
    const doubled = await eachOf([5, 1, 4, 2, 3, 0], 2, async (n) => {
      most = Math.max(most, ++busy)
      for (let i = 0; i < n; i++) await turn()
      busy--
      return n * 2
    })
    expect(doubled).toEqual([10, 2, 8, 4, 6, 0])
    expect(most).toBe(2)
    expect(await eachOf([], 2, () => Promise.reject(new Error('never asked')))).toEqual([])
  })

  it('rejects with the first failure and begins nothing after it', async () => {
    const begun: number[] = []
    const work = async (n: number) => {
      begun.push(n)
      await turn()
      throw new Error(String(n))
    }
    await expect(eachOf([1, 2, 3, 4], 2, work)).rejects.toThrow('1')
    await turn()
    expect(begun).toEqual([1, 2])
  })
})
