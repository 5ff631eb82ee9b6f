import type { RunSpec } from '../../../shared/contract/run.ts'

/** A detached run of alpine, but for what a test says of it. */
export const testSpec = (change: Partial<RunSpec>): RunSpec => ({
  ...{ image: 'alpine:3.20', name: '', command: [], entrypoint: [], interactive: false, detached: true, remove: false },
  ...{ ports: [], mounts: [], env: [], restart: 'no', maxRetries: 0 },
  ...change,
})
