import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dockerApi, readAll } from './docker-api.ts'
import { until } from './processes.ts'
import { startSandbox } from './start.ts'
import { findTraces, processesInside } from './traces.ts'
import type { Sandbox } from './types.ts'

const NOTHING = { processes: [], mounts: [], cgroups: [], files: [] }
const newDir = (): string => mkdtempSync(join(tmpdir(), 'gantry-t-'))
const interfaces = (): string => readdirSync('/sys/class/net').sort().join(' ')

type Row = { Names: string[]; State: string; Status: string; Labels: Record<string, string>; Ports: { PublicPort?: number }[] }

describe('a seeded sandbox', () => {
  const before = interfaces()
  let sandbox: Sandbox
  const api = () => dockerApi(sandbox.host.replace('unix://', ''))
  const rows = async (): Promise<Map<string, Row>> => {
    const list = (await api().call('GET', '/containers/json?all=1')) as Row[]
    return new Map(list.map((row) => [row.Names[0]?.slice(1) ?? '', row]))
  }
  const runToEnd = async (body: object): Promise<{ code: number; output: string }> => {
    const { Id } = (await api().call('POST', '/containers/create', body)) as { Id: string }
    await api().call('POST', `/containers/${Id}/start`)
    const { StatusCode } = (await api().call('POST', `/containers/${Id}/wait`)) as { StatusCode: number }
    const output = (await readAll(await api().open('GET', `/containers/${Id}/logs?stdout=1&stderr=1`))).toString()
    await api().call('DELETE', `/containers/${Id}`)
    return { code: StatusCode, output }
  }

  beforeAll(async () => {
    sandbox = await startSandbox({ dir: newDir(), seed: true })
  })
  afterAll(() => sandbox.stop())

  it('has containers in every state, four of them in one project', async () => {
    const all = await rows()
    expect([...all].map(([name, row]) => `${name} ${row.State}`).sort()).toEqual([
      'mailer running',
      'nightly-import exited',
      'resting paused',
      'scratchpad created',
      'shop-api-1 running',
      'shop-db-1 running',
      'shop-migrate-1 exited',
      'shop-web-1 running',
      'tunnel running',
    ])
    expect(all.get('nightly-import')?.Status).toMatch(/^Exited \(3\)/)
    expect(all.get('shop-migrate-1')?.Status).toMatch(/^Exited \(0\)/)
    expect([...all.values()].filter((row) => row.Labels['com.docker.compose.project'] === 'shop')).toHaveLength(4)
    expect(await until(async () => ((await rows()).get('mailer')?.Status ?? '').includes('(unhealthy)'), 50_000, 200)).toBe(true)
  })

  it('opens published ports on this machine', async () => {
    const port = (await rows()).get('shop-web-1')?.Ports.find((one) => one.PublicPort !== undefined)?.PublicPort ?? 0
    const page = await fetch(`http://127.0.0.1:${String(port)}/`)
    expect(await page.text()).toContain('It works')
  })

  it('pulls from its registry as from Docker Hub', async () => {
    await api().call('POST', '/images/create?fromImage=hello-world&tag=latest')
    const hello = await runToEnd({ Image: 'hello-world', Tty: true })
    expect(hello.code).toBe(0)
    expect(hello.output).toContain('Hello from Docker!')
    await api().call('POST', '/images/create?fromImage=ubuntu&tag=24.04')
    const shell = await runToEnd({
      Image: 'ubuntu:24.04',
      Tty: true,
      Cmd: ['bash', '-c', 'ls /etc/os-release | tr a-z A-Z; seq 3 | paste -sd+'],
    })
    expect(shell).toEqual({ code: 0, output: '/ETC/OS-RELEASE\r\n1+2+3\r\n' })
  })

  it('has one image without any shell', async () => {
    for (const shell of ['sh', '/bin/sh', 'bash', '/bin/busybox']) {
      await expect(runToEnd({ Image: 'gantry/noshell', Entrypoint: [shell] })).rejects.toThrow(/no such file|not found/)
    }
    await api().call('POST', '/containers/prune')
  })

  it('builds children on the layers of their base', async () => {
    const layers = async (name: string): Promise<string[]> =>
      ((await api().call('GET', `/images/${name}/json`)) as { RootFS: { Layers: string[] } }).RootFS.Layers
    const base = await layers('alpine:3.20')
    const child = await layers('gantry/worker:dev')
    expect(child.length).toBe(base.length + 4)
    expect(child.slice(0, base.length)).toEqual(base)
  })

  it('leaves nothing behind when it is stopped', async () => {
    const inside = processesInside(sandbox.initPid)
    expect(findTraces(sandbox.dir, inside).processes.length).toBeGreaterThan(5)
    expect(findTraces(sandbox.dir).cgroups.length).toBeGreaterThan(0)
    await sandbox.stop()
    expect(findTraces(sandbox.dir, inside)).toEqual(NOTHING)
    expect(interfaces()).toBe(before)
    await expect(fetch(`http://${sandbox.registry}/v2/`)).rejects.toThrow()
    await sandbox.stop()
  })
})

describe('the folder of a sandbox', () => {
  it('is refused when it holds something else', async () => {
    const dir = newDir()
    writeFileSync(join(dir, 'thesis.txt'), 'x')
    await expect(startSandbox({ dir })).rejects.toMatchObject({ code: 'sandbox.unavailable', params: { reason: 'folder' } })
    expect(readdirSync(dir)).toEqual(['thesis.txt'])
    rmSync(dir, { recursive: true })
  })

  it('may have a long path: the socket stays short', async () => {
    const top = newDir()
    const dir = join(top, 'x'.repeat(100))
    const sandbox = await startSandbox({ dir, withRegistry: false, publish: false })
    expect(sandbox.host.length).toBeLessThan(100)
    const inside = processesInside(sandbox.initPid)
    await sandbox.stop()
    expect(findTraces(dir, inside)).toEqual(NOTHING)
    expect(findTraces(sandbox.host.replace('unix://', '').replace('/docker.sock', ''))).toEqual(NOTHING)
    rmSync(top, { recursive: true })
  })

  it('is emptied when the start is given up half-way', async () => {
    const dir = newDir()
    const abort = new AbortController()
    const started = startSandbox({ dir, seed: true, signal: abort.signal, onProgress: ({ code }) => code === 'images' && abort.abort() })
    await expect(started).rejects.toThrow()
    expect(findTraces(dir)).toEqual(NOTHING)
  })
})

describe('the engine of a sandbox', () => {
  it('can be stopped, killed, terminated and restarted', async () => {
    const sandbox = await startSandbox({ dir: newDir(), publish: false, seed: ['alpine'] })
    const { dockerd } = sandbox
    const ping = (limit: number): Promise<string> => {
      const answer = dockerApi(sandbox.host.replace('unix://', ''))
        .call('GET', '/_ping')
        .then(String, (error: unknown) => (error as { code: string }).code)
      return Promise.race([answer, new Promise<string>((resolve) => setTimeout(() => resolve('silent'), limit))])
    }
    try {
      await dockerd.kill('SIGSTOP')
      expect(await ping(300)).toBe('silent')
      await dockerd.kill('SIGCONT')
      expect(await ping(20_000)).toBe('OK')
      const first = dockerd.pid
      await dockerd.kill('SIGKILL')
      expect(dockerd.running).toBe(false)
      expect(await ping(1000)).toBe('ECONNREFUSED')
      await dockerd.restart()
      expect(await ping(1000)).toBe('OK')
      expect(dockerd.pid).not.toBe(first)
      await dockerd.kill('SIGTERM')
      expect(await ping(1000)).toBe('ENOENT')
      await dockerd.restart()
      expect(await ping(1000)).toBe('OK')
    } finally {
      await sandbox.stop()
    }
  })
})
