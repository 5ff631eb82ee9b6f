import { render, screen } from '@testing-library/react'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Pull, PullLayer } from '../../shared/contract/images.ts'
import { t } from '../i18n/index.ts'
import { PullProgress } from './pull-progress.tsx'
import { onPullEnd, pullOf, takePulls, usePulls } from './store.ts'
import { testPull } from './test-pull.ts'
import { detailOf, figureOf, shareOf } from './words.ts'

const layer = (id: string, phase: PullLayer['phase'], received = 0, total: number | null = null): PullLayer => ({
  ...{ id, phase, received, total },
  unpacked: null,
})
const en = { t, language: 'en' } as const

describe('words', () => {
  it('a percentage only of known totals, else layers', () => {
    expect(figureOf(testPull({ fraction: 0.689 }), en.t)).toBe('68\u00a0%')
    expect(figureOf(testPull({ fraction: 0.9999 }), en.t)).toBe('99\u00a0%')
    const layers = [layer('a', 'exists'), layer('b', 'downloaded'), layer('c', 'downloading'), layer('d', 'waiting')]
    expect(figureOf(testPull({ layers }), en.t)).toBe('2 of 4 layers')
    expect(shareOf(testPull({ layers }))).toBe(0.5)
    expect(shareOf(testPull())).toBeNull()
  })
  it('what is known of bytes, rate and time, and nothing else', () => {
    expect(detailOf(testPull({ stage: 'asking' }), en.t, en.language)).toBe('Asking the registry…')
    expect(detailOf(testPull({ received: 31_000_000 }), en.t, en.language)).toBe('31\u00a0MB received')
    const known = testPull({ received: 31_000_000, total: 98_400_000, rate: 3_140_000, secondsLeft: 21.4 })
    expect(detailOf(known, en.t, en.language)).toBe('31\u00a0MB of 98.4\u00a0MB · 3.14\u00a0MB/s · 21 sec left')
    expect(detailOf(testPull({ stalled: 40 }), en.t, en.language)).toMatch(/^Nothing has moved for 40 sec/)
  })
})

describe('the store', () => {
  beforeEach(() => usePulls.setState({ pulls: [] }))
  it('tells an end once: of what ran, and of what began and ended between two words; not of old ones', () => {
    const told = vi.fn()
    const stop = onPullEnd(told)
    takePulls([testPull({ id: 'old', state: 'done' }), testPull({ id: 'a' })], true)
    takePulls([testPull({ id: 'old', state: 'done' }), testPull({ id: 'a', state: 'failed' }), testPull({ id: 'quick', state: 'done' })])
    takePulls([testPull({ id: 'a', state: 'failed' }), testPull({ id: 'quick', state: 'done' })])
    stop()
    expect(told.mock.calls.map(([one]) => (one as Pull).id)).toEqual(['a', 'quick'])
  })
  it('finds a pull however its reference is written', () => {
    const pulls = [testPull({ id: 'a', reference: 'postgres:17' }), testPull({ id: 'b', reference: 'ghcr.io/x/y:latest' })]
    expect(pullOf(pulls, 'docker.io/library/postgres:17')?.id).toBe('a')
    expect(pullOf(pulls, 'ghcr.io/x/y')?.id).toBe('b')
    expect(pullOf(pulls, 'postgres')).toBeUndefined()
    expect(pullOf(pulls, 'no reference!')).toBeUndefined()
  })
})

describe('PullProgress', () => {
  it('a bar for the whole and for each layer, named', () => {
    const layers = [layer('aaa', 'downloading', 50, 100), layer('bbb', 'waiting')]
    render(<PullProgress pull={testPull({ layers, received: 50 })} />)
    expect(screen.getByRole('progressbar', { name: 'Pulling postgres:17' })).toBeTruthy()
    expect(screen.getByRole('progressbar', { name: 'Layer aaa' }).getAttribute('aria-valuenow')).toBe('50')
    expect(screen.getByRole('list', { name: 'Layers' }).children).toHaveLength(2)
  })
  it('a failure in words, with what to do and what the engine said, harmless', () => {
    const params = { registry: 'docker.io', reference: 'x', helper: 'none' }
    const error = { code: 'image.pull-denied', params, detail: 'denied <img src=x onerror=alert(1)>\u202e' }
    render(<PullProgress pull={testPull({ state: 'failed', error })} />)
    const alert = screen.getByRole('alert')
    expect(alert.textContent).toContain('docker.io does not hand out this image')
    expect(alert.textContent).toContain('docker login')
    expect(alert.textContent).toContain('<img src=x')
    expect(alert.textContent).not.toContain('\u202e')
    expect(alert.querySelector('img')).toBeNull()
  })
})
