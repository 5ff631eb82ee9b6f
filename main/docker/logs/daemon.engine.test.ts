import { afterAll, beforeAll, expect, it } from 'vitest'
import { docker, startPrivateEngine } from '../../../e2e/rig/engine.ts'
import { backendOn, collect } from '../../../e2e/rig/logs.ts'
import { Notice } from '../../../shared/log-batch.ts'

let engine: Awaited<ReturnType<typeof startPrivateEngine>>
let backend: Awaited<ReturnType<typeof backendOn>>
beforeAll(async () => {
  engine = await startPrivateEngine({ seed: ['alpine'], args: ['--live-restore'] })
  backend = await backendOn(engine.host)
})
afterAll(async () => {
  await backend.close()
  await engine.stop()
})

const COUNT = 'i=0; while :; do echo line $i; i=$((i+1)); sleep 0.02; done'

it.each(['SIGKILL', 'SIGTERM'] as const)(
  'a followed log goes on over %s of the engine and its new start, nothing lost, nothing doubled',
  async (signal) => {
    const id = (await docker(engine.host, 'run', '-d', 'alpine:3.20', 'sh', '-c', COUNT)).trim()
    const reader = collect(backend.handlers, [id])
    await reader.until((all) => all.some((r) => r.text === 'line 20'))
    await engine.dockerd.kill(signal)
    await reader.until((all) => all.some((r) => r.notice === Notice.interrupted))
    await engine.dockerd.restart()
    await reader.until((all) => all.some((r) => r.notice === Notice.resumed), 60_000)
    const so = reader.lines().length
    await reader.until((all) => all.filter((r) => r.notice === null).length > so + 50, 60_000)
    await reader.stop()
    const lines = reader.lines().map((r) => r.text)
    expect(lines).toEqual((await docker(engine.host, 'logs', id)).split('\n').slice(0, lines.length))
    expect(lines).toEqual(lines.map((_, i) => `line ${String(i)}`))
    await docker(engine.host, 'rm', '-f', id)
  },
  120_000,
)
