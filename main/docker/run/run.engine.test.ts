import { createServer } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { docker, testHost, uniqueName } from '../../../e2e/rig/engine.ts'
import type { RunSpec } from '../../../shared/contract/run.ts'
import type { Engine } from '../engine.ts'
import { connectTestEngine } from '../lib/test-engine.ts'
import { run } from './index.ts'
import { testSpec } from './test-spec.ts'

const never = new AbortController().signal
let engine: Engine
const made: string[] = []
beforeAll(async () => {
  engine = await connectTestEngine(testHost())
})
afterAll(async () => {
  if (made.length > 0) await docker(testHost(), 'rm', '-fv', ...made)
  engine.close()
})

const create = async (change: Partial<RunSpec>, confirm: Parameters<typeof run>[1] = null) => {
  const answer = await run(() => engine, confirm).create({ spec: testSpec(change) }, never)
  made.push(answer.id)
  return answer
}

describe('run.create', () => {
  test('what is asked for is what the engine has', async () => {
    const name = uniqueName('run')
    const { id, name: given } = await create({
      name,
      command: ['sh', '-c', 'echo "$GREETING"; cat /data/x'],
      env: [{ name: 'GREETING', value: 'a=b=c\nsecond line' }],
      mounts: [{ source: `${name}-data`, target: '/data', readOnly: true }],
      restart: 'on-failure',
      maxRetries: 3,
    })
    expect(given).toBe(name)
    const inspect = await engine.call<{
      Config: { Cmd: string[]; Env: string[] }
      HostConfig: { RestartPolicy: unknown }
      Mounts: { Name: string; RW: boolean }[]
    }>({ path: `/containers/${id}/json` })
    expect(inspect.Config.Cmd).toEqual(['sh', '-c', 'echo "$GREETING"; cat /data/x'])
    expect(inspect.Config.Env).toContain('GREETING=a=b=c\nsecond line')
    expect(inspect.HostConfig.RestartPolicy).toEqual({ Name: 'on-failure', MaximumRetryCount: 3 })
    expect(inspect.Mounts).toMatchObject([{ Name: `${name}-data`, RW: false }])
    await docker(testHost(), 'rm', '-fv', id)
    await docker(testHost(), 'volume', 'rm', `${name}-data`)
    made.pop()
  })

  test('a name that is taken, an image that is not there: named', async () => {
    const { name } = await create({ name: uniqueName('twice') })
    await expect(create({ name })).rejects.toMatchObject({ code: 'container.name-taken', params: { name } })
    await expect(create({ image: 'no/such:image' })).rejects.toMatchObject({ code: 'image.not-found' })
  })

  test('root on the host is refused where nobody can be asked, and needs a yes elsewhere', async () => {
    const socket = { mounts: [{ source: '/var/run/docker.sock', target: '/s', readOnly: true }] }
    await expect(create(socket)).rejects.toMatchObject({ code: 'run.refused', params: { reasons: '/var/run/docker.sock' } })
    await expect(create(socket, async () => false)).rejects.toMatchObject({ code: 'run.declined' })
    let asked: unknown
    await create({ mounts: [{ source: '/etc', target: '/e', readOnly: true }] }, async (dangers) => {
      asked = dangers
      return true
    })
    expect(asked).toEqual([{ why: 'system-folder', what: '/etc' }])
  })

  test('a volume made to be a folder of the host is seen through', async () => {
    const volume = uniqueName('disguise')
    await docker(testHost(), 'volume', 'create', '-o', 'type=none', '-o', 'o=bind', '-o', 'device=/etc', volume)
    const attempt = create({ mounts: [{ source: volume, target: '/x', readOnly: false }] })
    await expect(attempt).rejects.toMatchObject({ code: 'run.refused' })
    await docker(testHost(), 'volume', 'rm', volume)
  })
})

describe('run.ports', () => {
  const look = (host: number | null, ip = '127.0.0.1') =>
    run(() => engine, null).ports({ ports: [{ ip, host, container: 80, protocol: 'tcp' }] }, never)

  test('a port held by a container, by a process, by nobody', async () => {
    const listener = createServer()
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))
    const { port } = listener.address() as { port: number }
    expect(await look(port)).toMatchObject([{ state: 'process', free: expect.any(Number) as number }])
    listener.close()

    const name = uniqueName('web')
    await docker(testHost(), 'run', '-d', '--name', name, '-p', '127.0.0.1:0:80', 'gantry/web:1.27')
    made.push(name)
    const published = Number((await docker(testHost(), 'port', name, '80')).trim().split(':').pop())
    expect(await look(published)).toMatchObject([{ state: 'container', holder: name, free: expect.any(Number) as number }])
    expect(await look(published, '')).toMatchObject([{ state: 'container', holder: name }])
    expect(await look(null)).toEqual([{ state: 'free', holder: '', free: null }])
  })

  test('two rows of one form do not get the same port', async () => {
    const row = { ip: '', host: 45_811, container: 80, protocol: 'tcp' as const }
    const [first, second] = await run(() => engine, null).ports({ ports: [row, { ...row, container: 81 }] }, never)
    expect(first?.state).toBe('free')
    expect(second).toMatchObject({ state: 'container', free: 45_812 })
  })
})
