import { afterAll, afterEach, beforeAll } from 'vitest'
import { docker, testHost, uniqueName } from './engine.ts'
import { type FaultProxy, startFaultProxy } from './fault-proxy.ts'
import { backendOn, collect } from './logs.ts'

/** The engine's requests for a log, for faults in its answers. */
export const LOGS = /^GET (\/libpod)?\/containers\/[a-f0-9]{64}\/logs/

/**
 * What a file of log tests works with: a backend behind a proxy that can fail, containers named after `word` that are gone
 * afterwards, and readers that have stopped after each test. To be called at the top of the file, or of a suite that starts its own `host`.
 */
export function logRig(word: string, host: () => string = testHost) {
  let proxy: FaultProxy
  let backend: Awaited<ReturnType<typeof backendOn>>
  const made = new Set<string>()
  const open: { stop(): Promise<void> }[] = []

  beforeAll(async () => {
    proxy = await startFaultProxy(host())
    backend = await backendOn(proxy.host)
  })
  afterEach(async () => {
    await Promise.all(open.splice(0).map((one) => one.stop()))
    proxy.repair()
  })
  afterAll(async () => {
    await backend.close()
    await proxy.close()
    if (made.size === 0) return
    await docker(host(), 'rm', '-fv', ...made).catch((error: unknown) => {
      // A test may have removed its own.
      if (!/no such container|no container with/i.test(String(error))) throw error
    })
  })

  const start = async (command: string, ...options: string[]): Promise<string> => {
    const named = ['--name', uniqueName(word), ...options]
    const id = (await docker(host(), 'run', '-d', ...named, 'alpine:3.20', 'sh', '-c', command)).trim()
    made.add(id)
    return id
  }
  return {
    get proxy() {
      return proxy
    },
    get handlers() {
      return backend.handlers
    },
    docker: (...args: string[]) => docker(host(), ...args),
    /** A container that says this; its id. A later `--name` among the options is the one it gets. */
    start,
    /** One that has said it and ended. */
    async ran(command: string, ...options: string[]): Promise<string> {
      const id = await start(command, ...options)
      await docker(host(), 'wait', id)
      return id
    },
    follow(ids: string[], part: Parameters<typeof collect>[2] = 'all', view?: string) {
      const reader = collect(backend.handlers, ids, part, view)
      open.push(reader)
      return reader
    },
  }
}
