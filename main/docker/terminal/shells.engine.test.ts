import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { docker, testHost, uniqueName } from '../../../e2e/rig/engine.ts'
import type { Engine } from '../engine.ts'
import { connectTestEngine } from '../lib/test-engine.ts'
import { type Terminals, terminals } from './index.ts'

const never = new AbortController().signal
let engine: Engine
let dataDir: string
let all: Terminals
const made: string[] = []

const run = async (...args: string[]): Promise<string> => {
  const name = uniqueName('look')
  await docker(testHost(), 'run', '-d', '--name', name, ...args)
  made.push(name)
  return (await docker(testHost(), 'inspect', '-f', '{{.Id}}', name)).trim()
}

beforeAll(async () => {
  engine = await connectTestEngine(testHost())
  dataDir = await mkdtemp(join(tmpdir(), 'gantry-look-'))
  all = terminals(() => engine, { dataDir, env: { DOCKER_CONFIG: dataDir }, home: dataDir })
})
afterAll(async () => {
  await all.close()
  if (made.length > 0) await docker(testHost(), 'rm', '-f', ...made)
  engine.close()
  await rm(dataDir, { recursive: true })
})

describe('what was started to look for shells is ended', () => {
  const shells = (id: string) => all.handlers.shells({ container: id }, never)
  const processes = (id: string) => docker(testHost(), 'exec', id, '/bin/busybox', 'ps', '-o', 'args')
  /** A container in which these files are put into the place of /bin/sh, and others. */
  const altered = async (files: Record<string, string>): Promise<string> => {
    const id = await run('alpine:3.20', 'sleep', '1000')
    for (const [path, text] of Object.entries(files)) {
      const change = `printf %s "$1" > /new && /bin/busybox chmod +x /new && /bin/busybox mv /new ${path}`
      await docker(testHost(), 'exec', id, '/bin/busybox', 'sh', '-c', change, 'sh', text)
    }
    return id
  }

  it('that says something for ever', async () => {
    const loud = await altered({ '/bin/sh': '#!/bin/busybox yes\n' })
    expect(await shells(loud)).toEqual([])
    expect(await processes(loud)).not.toMatch(/yes/)
  })

  it('that says something for ever and minds no signal: by the next, which is found', async () => {
    const stubborn = "#!/bin/busybox sh\ntrap '' INT QUIT HUP TERM\nwhile :; do echo stubborn; done\n"
    const id = await altered({ '/bin/sh': stubborn, '/bin/bash': '#!/bin/busybox sh\nexec /bin/busybox sh "$@"\n' })
    expect(await shells(id)).toContain('bash')
    expect(await processes(id)).not.toMatch(/bin\/sh/)
  })

  it('that says nothing, when nobody waits any longer', async () => {
    const id = await altered({ '/bin/sh': '#!/bin/busybox sh\nexec /bin/busybox sleep 987\n' })
    const left = new AbortController()
    const found = all.handlers.shells({ container: id }, left.signal)
    await expect.poll(() => processes(id)).toMatch(/sleep 987/)
    left.abort()
    await expect(found).rejects.toMatchObject({ code: 'rpc.cancelled' })
    expect(await processes(id)).not.toMatch(/sleep 987/)
  })
})
