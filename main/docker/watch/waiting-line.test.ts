import { describe, expect, it } from 'vitest'
import { createWaitingLine } from './waiting-line.ts'

const turn = () => new Promise((resolve) => setImmediate(resolve))

/** Waits that end by hand, in the order they began. */
function room(width: number) {
  const line = createWaitingLine(width)
  const open: { resolve: () => void; reject: (error: Error) => void }[] = []
  const through: number[] = []
  let most = 0
  const wait = () =>
    new Promise<void>((resolve, reject) => {
      open.push({ resolve, reject })
      most = Math.max(most, open.length)
    })
  return { line, open, through, most: () => most, enter: (n: number) => line.enter(wait, () => through.push(n)) }
}

describe('the waiting line', () => {
  it('lets a thousand through, a few at a time, without any clock between them', async () => {
    const { open, through, most, enter } = room(8)
    for (let n = 0; n < 1000; n++) enter(n)
    let rounds = 0
    for (; through.length < 1000 && rounds < 1000; rounds++) {
      for (const one of open.splice(0)) one.resolve()
      await turn()
    }
    expect(through).toEqual(Array.from({ length: 1000 }, (_, n) => n))
    expect(most()).toBe(8)
    expect(rounds).toBe(125)
  })

  it('goes on after a wait that failed', async () => {
    const { open, through, enter } = room(1)
    enter(1)
    enter(2)
    open.shift()?.reject(new Error('gone'))
    await turn()
    expect(through).toEqual([1])
    open.shift()?.resolve()
    await turn()
    expect(through).toEqual([1, 2])
  })

  it('calls nobody once closed, and begins nothing', async () => {
    const { line, open, through, enter } = room(1)
    enter(1)
    enter(2)
    line.close()
    enter(3)
    open.shift()?.resolve()
    await turn()
    expect(through).toEqual([])
    expect(open).toEqual([])
  })
})
