import { describe, expect, it, vi } from 'vitest'
import { memoryPair } from '../../shared/rpc/memory.ts'
import type { Wire } from '../../shared/rpc/wire.ts'
import { BACK_OFF, keepWire } from './keep.ts'
import { RefusedError } from './opener.ts'

const over = new Error('no new link')

/** Outcomes of the tries in order; after the last we are not wanted, and no new link ends the loop. */
async function keep(...outcomes: ('open' | 'fail' | 'refuse')[]) {
  const waits: number[] = []
  const told: string[] = []
  const open = () => {
    const next = outcomes.shift()
    if (next === undefined || next === 'refuse') return Promise.reject(new RefusedError())
    if (next === 'fail') return Promise.reject(new Error('no connection'))
    return Promise.resolve(memoryPair()[0])
  }
  const running = keepWire(open, {
    onOpen: (wire: Wire) => {
      told.push('open')
      wire.close()
    },
    onLost: () => told.push('lost'),
    onRefused: () => told.push('refused'),
    newLink: () => (outcomes.length > 0 ? Promise.resolve() : Promise.reject(over)),
    wait: (ms) => Promise.resolve(void waits.push(ms)),
  })
  await expect(running).rejects.toBe(over)
  return { waits, told }
}

describe('keepWire', () => {
  it('opens another wire whenever one is lost, until it is refused', async () => {
    expect((await keep('open', 'open')).told).toEqual(['open', 'lost', 'open', 'lost', 'refused'])
  })

  it('waits longer after each failure, and starts over after a success', async () => {
    const { waits, told } = await keep('fail', 'fail', 'fail', 'fail', 'fail', 'fail', 'open')
    expect(waits).toEqual([...BACK_OFF, BACK_OFF.at(-1), BACK_OFF[0]])
    expect(told.filter((what) => what === 'lost')).toHaveLength(7)
  })

  it('does not try again by itself when it is refused', async () => {
    const [open, wait] = [vi.fn(() => Promise.reject(new RefusedError())), vi.fn()]
    const keeper = { onOpen: vi.fn(), onLost: vi.fn(), onRefused: vi.fn(), newLink: () => Promise.reject(over), wait }
    await expect(keepWire(open, keeper)).rejects.toBe(over)
    expect(open).toHaveBeenCalledOnce()
    expect(wait).not.toHaveBeenCalled()
  })

  it('comes in with a new link after it was refused', async () => {
    expect(await keep('refuse', 'open')).toEqual({ told: ['refused', 'open', 'lost', 'refused'], waits: [BACK_OFF[0]] })
  })
})
