import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Watcher, Way } from '../docker/watch.ts'
import { createHosts, type Hosts } from './hosts.ts'
import type { SandboxStarter } from './sandbox.ts'

const none = new AbortController().signal
let home: string
let hosts: Hosts | null = null
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'gantry-hosts-'))
})
afterEach(async () => {
  await hosts?.close()
  hosts = null
  rmSync(home, { recursive: true, force: true })
})

function writeContext(name: string, host: string) {
  const dir = join(home, '.docker/contexts/meta', createHash('sha256').update(name).digest('hex'))
  mkdirSync(dir, { recursive: true })
  writeFileSync(join(dir, 'meta.json'), JSON.stringify({ Name: name, Endpoints: { docker: { Host: host } } }))
}

/** The choice alone: where it goes is written down, nobody goes there. */
function choose(starter: SandboxStarter | null = null) {
  const ways: Way[] = []
  const watcher = { connect: async (way: Way) => void ways.push(way) } as unknown as Watcher
  hosts = createHosts({ env: {}, home, platform: 'linux' }, watcher, starter)
  return { handlers: hosts.handlers, last: () => ways.at(-1) as Way }
}

describe('consent to an unprotected connection (T29)', () => {
  it('is for one address: not for another that the same context is given later', async () => {
    writeContext('lab', 'tcp://192.0.2.7:2375')
    const { handlers, last } = choose()
    await handlers.use({ id: 'context:lab', insecure: true }, none)
    ;(await last().open()).close()
    writeContext('lab', 'tcp://198.51.100.9:2375')
    await handlers.use({ id: 'context:lab', insecure: false }, none)
    await expect(last().open()).rejects.toMatchObject({ code: 'host.insecure', params: { address: 'tcp://198.51.100.9:2375' } })
  })
})

describe('the sandbox', () => {
  it('that is still being started is given up and waited for when the app ends', async () => {
    const steps: string[] = []
    const { handlers } = choose({
      start: (onProgress, signal) =>
        new Promise((_resolve, reject) => {
          onProgress('begun')
          signal.addEventListener('abort', () => {
            setTimeout(() => {
              steps.push('cleaned up')
              reject(new Error('given up'))
            }, 20)
          })
        }),
    })
    const lines = handlers.startSandbox({}, none)[Symbol.asyncIterator]()
    expect(await lines.next()).toEqual({ done: false, value: 'begun' })
    const rest = lines.next()
    rest.catch(() => undefined)
    await hosts?.close()
    expect(steps).toEqual(['cleaned up'])
    await expect(rest).rejects.toMatchObject({ code: 'sandbox.failed' })
  })
})
