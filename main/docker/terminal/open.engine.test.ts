import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { docker, testHost, uniqueName } from '../../../e2e/rig/engine.ts'
import { appError } from '../../../shared/errors.ts'
import type { Engine } from '../engine.ts'
import { connectTestEngine } from '../lib/test-engine.ts'
import { terminals } from './index.ts'

let dataDir: string
let container: string
let engine: Engine

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'gantry-open-'))
  container = (await docker(testHost(), 'run', '-d', '--name', uniqueName('open'), 'alpine:3.20', 'sleep', '600')).trim()
  engine = await connectTestEngine(testHost())
})
afterAll(async () => {
  engine.close()
  await docker(testHost(), 'rm', '-f', container)
  await rm(dataDir, { recursive: true })
})

/** What runs in the container besides its main process. */
const others = async () =>
  (await docker(testHost(), 'top', container, '-o', 'pid,args'))
    .split('\n')
    .slice(1)
    .filter((line) => line.trim() !== '' && !line.includes('sleep 600'))

it('when the container cannot be looked at nothing was started in it', async () => {
  const asked: string[] = []
  const failing = new Proxy(engine, {
    get(real, key) {
      if (key !== 'call') return Reflect.get(real, key) as unknown
      return (request: Parameters<Engine['call']>[0], limit?: number | null) => {
        const { path } = request
        asked.push(path)
        if (path !== `/containers/${container}/json`) return limit === undefined ? real.call(request) : real.call(request, limit)
        // As an engine that is slow to answer, and then does not.
        return new Promise((_, reject) => setTimeout(() => reject(appError('engine.timeout')), 1500))
      }
    },
  })
  const all = terminals(() => failing, { dataDir, env: {}, home: dataDir })
  const opened = all.handlers.open({ container, kind: 'shell', cols: 80, rows: 24 }, new AbortController().signal)
  await expect(opened).rejects.toMatchObject({ code: 'engine.timeout' })
  expect(asked.filter((path) => path.includes('exec'))).toEqual([])
  expect(await others()).toEqual([])
  await all.close()
})

it('a page that goes while its terminal opens leaves neither session nor shell', async () => {
  const all = terminals(() => engine, { dataDir, env: {}, home: dataDir })
  const page = new AbortController()
  const opened = all.handlers.open({ container, kind: 'shell', cols: 80, rows: 24 }, page.signal)
  page.abort()
  await expect(opened).rejects.toMatchObject({ code: 'rpc.cancelled' })
  expect(all.running()).toEqual([])
  await expect.poll(others).toEqual([])
  await all.close()
})
