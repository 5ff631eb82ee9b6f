import type { Pull } from '../../shared/contract/images.ts'

/** A pull that has just begun, but for what a test says of it. */
export const testPull = (more: Partial<Pull> = {}): Pull => ({
  ...{ id: '1', reference: 'postgres:17', host: { id: 'env', name: 'here' }, state: 'running', stage: 'downloading', layers: [] },
  ...{ received: 0, total: null, fraction: null, rate: null, secondsLeft: null, stalled: 0 },
  ...{ startedAt: 0, endedAt: null, upToDate: false, error: null },
  ...more,
})
