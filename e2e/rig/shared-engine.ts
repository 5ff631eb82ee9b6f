import { startSharedEngine } from './engine.ts'

/** The engine of a whole run as a process: prints the environment for the tests, ends with its standard input. */
const engine = await startSharedEngine()
process.stdout.write(`${JSON.stringify({ GANTRY_TEST_HOST: engine.host, GANTRY_TEST_REGISTRY: engine.registry })}\n`)
// Ctrl-C reaches the whole group: the runner decides when the tests are over.
process.on('SIGINT', () => undefined)
process.stdin.resume().once('end', () => void engine.stop().then(() => process.exit(0)))
