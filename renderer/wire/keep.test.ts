import { describe, expect, it, vi } from 'vitest'
import { memoryPair } from '../../shared/rpc/memory.ts'
import type { Wire } from '../../shared/rpc/wire.ts'
import { BACK_OFF, keepWire } from './keep.ts'
import { RefusedError } from './opener.ts'

/** Outcomes of the tries in order; the last says that we are not wanted, which ends the loop. */
async function keep(...outcomes: ('open' | 'fail')[]) {
  const waits: number[] = []
  const told: string[] = []
  const open = () => {
    const next = outcomes.shift()
    if (next === undefined) return Promise.reject(new RefusedError())
    if (next === 'fail') return Promise.reject(new Error('no connection'))
    return Promise.resolve(memoryPair()[0])
  }
  await keepWire(open, {
    onOpen: (wire: Wire) => {
      told.push('open')
      wire.close()
    },
    onLost: () => told.push('lost'),
    onRefused: () => told.push('refused'),
    wait: (ms) => Promise.resolve(void waits.push(ms)),
  })
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

  it('does not try again at once when it is refused', async () => {
    const wait = vi.fn()
    await keepWire(() => Promise.reject(new RefusedError()), { onOpen: vi.fn(), onLost: vi.fn(), onRefused: vi.fn(), wait })
    expect(wait).not.toHaveBeenCalled()
  })
})
