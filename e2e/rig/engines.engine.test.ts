import { describe, expect, it } from 'vitest'
import { findTraces, processesInside } from '../../main/sandbox/traces.ts'
import { engineApi } from './engine.ts'
import { ENGINE_KINDS, engineMissing, startEngine } from './engines.ts'

const VERSIONS = {
  'docker-20.10': { version: /^20\.10\./, api: '1.41' },
  'docker-28.5': { version: /^28\./, api: '1.51' },
  'docker-28.5-containerd': { version: /^28\./, api: '1.51' },
  'podman-4.3': { version: /^4\.3\./, api: '1.41' },
} as const

for (const kind of ENGINE_KINDS) {
  const missing = await engineMissing(kind)
  describe.skipIf(missing !== undefined)(missing === undefined ? kind : `${kind} cannot be had: ${missing}`, () => {
    it('answers, pulls, runs and leaves nothing behind', async () => {
      const engine = await startEngine({ kind, seed: ['hello-world', 'alpine'] })
      const inside = processesInside(engine.initPid)
      try {
        const api = engineApi(engine.host)
        const { Version, ApiVersion } = (await api.call('GET', '/version')) as { Version: string; ApiVersion: string }
        expect(Version).toMatch(VERSIONS[kind].version)
        expect(ApiVersion).toBe(VERSIONS[kind].api)
        const info = (await api.call('GET', '/info')) as { DriverStatus: string[][] | null }
        if (kind === 'docker-28.5-containerd') expect(JSON.stringify(info.DriverStatus)).toContain('io.containerd.snapshotter')
        await api.call('POST', '/images/create?fromImage=docker.io/library/hello-world&tag=latest')
        const { Id } = (await api.call('POST', '/containers/create', {
          Image: 'docker.io/library/alpine:3.20',
          Cmd: ['sh', '-c', 'exit 5'],
        })) as { Id: string }
        await api.call('POST', `/containers/${Id}/start`)
        expect(await api.call('POST', `/containers/${Id}/wait`)).toMatchObject({ StatusCode: 5 })
        await engine.dockerd.kill('SIGKILL')
        await engine.dockerd.restart()
        // Not its exit code: 28.5 answers `wait` before it has written the end to disk.
        expect(await api.call('GET', `/containers/${Id}/json`)).toMatchObject({ Id, State: { Running: false } })
      } finally {
        await engine.stop()
      }
      expect(findTraces(engine.dir, inside)).toEqual({ processes: [], mounts: [], cgroups: [], files: [] })
    })
  })
}
