import { startSharedEngine } from './engine.ts'

/**
 * Global set-up of both vitest and Playwright: starts the shared engine unless the caller brought one,
 * and hands its addresses to the workers through the environment.
 */
const setup = async (): Promise<() => Promise<void>> => {
  if ((process.env['GANTRY_TEST_HOST'] ?? '') !== '') return async () => undefined
  const engine = await startSharedEngine()
  process.env['GANTRY_TEST_HOST'] = engine.host
  process.env['GANTRY_TEST_REGISTRY'] = engine.registry
  return async () => {
    delete process.env['GANTRY_TEST_HOST']
    await engine.stop()
  }
}

export default setup
