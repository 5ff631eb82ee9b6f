import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Inspect } from './inspect-document.ts'
import { isPlain, privileges } from './privileges.ts'
import { reach } from './reach.ts'

const of = (doc: object) => reach(Inspect.parse(doc))
const host = (HostConfig: object) => privileges(Inspect.parse({ HostConfig, Config: { User: '1000' } })).filter((p) => p.kind !== 'user')

describe('ports', () => {
  test('a running one: the real ports, IPv4 and IPv6 as one, who can come in', () => {
    const Ports = {
      '80/tcp': [
        { HostIp: '0.0.0.0', HostPort: '49153' },
        { HostIp: '::', HostPort: '49153' },
      ],
      '443/tcp': [{ HostIp: '127.0.0.1', HostPort: '8443' }],
      '53/udp': [{ HostIp: '192.168.1.4', HostPort: '53' }],
      '9000/tcp': null,
    }
    expect(of({ State: { Running: true }, NetworkSettings: { Ports } }).ports).toEqual([
      { container: '9000/tcp', host: null },
      { container: '80/tcp', host: { ip: '0.0.0.0', port: '49153', scope: 'all' } },
      { container: '443/tcp', host: { ip: '127.0.0.1', port: '8443', scope: 'local' } },
      { container: '53/udp', host: { ip: '192.168.1.4', port: '53', scope: 'address' } },
    ])
  })
  test('neighbours become a range', () => {
    const at = (ip: string, port: number) => [{ HostIp: ip, HostPort: String(port) }]
    const Ports = {
      '9000/tcp': at('', 9100),
      '9001/tcp': at('', 9101),
      '9002/tcp': at('', 9102),
      '9003/udp': at('', 9103),
      '9004/tcp': at('127.0.0.1', 9104),
    }
    const shown = of({ State: { Running: true }, NetworkSettings: { Ports } }).ports.map(
      (p) => `${p.host?.ip ?? ''}:${p.host?.port ?? ''} ${p.container}`,
    )
    expect(shown).toEqual(['0.0.0.0:9100-9102 9000-9002/tcp', '0.0.0.0:9103 9003/udp', '127.0.0.1:9104 9004/tcp'])
  })
  test('a stopped one: what it will ask for', () => {
    const doc = { State: { Running: false }, HostConfig: { PortBindings: { '80/tcp': [{ HostIp: '', HostPort: '8080' }] } } }
    expect(of(doc).ports).toEqual([{ container: '80/tcp', host: { ip: '0.0.0.0', port: '8080', scope: 'all' } }])
  })
})

test('folders, volumes and memory', () => {
  const Mounts = [
    { Type: 'bind', Source: '/home/me/shop', Destination: '/config', RW: false },
    { Type: 'bind', Source: '/var/run/../run/docker.sock', Destination: '/s', RW: true },
    { Type: 'bind', Source: '/', Destination: '/host', RW: true },
    { Type: 'volume', Name: 'pgdata', Destination: '/data', RW: true },
    { Type: 'volume', Name: 'a'.repeat(64), Destination: '/cache', RW: true },
    { Type: 'tmpfs', Destination: '/tmp' },
  ]
  const { folders, volumes, tmpfs } = of({ Mounts, HostConfig: { Tmpfs: { '/run': '', '/tmp': '' } } })
  expect(folders.map((f) => [f.source, f.readOnly, f.danger])).toEqual([
    ['/home/me/shop', true, null],
    ['/', false, 'system-folder'],
    ['/var/run/../run/docker.sock', false, 'docker-socket'],
  ])
  expect(volumes.map((v) => v.anonymous)).toEqual([true, false])
  expect(tmpfs).toEqual(['/tmp', '/run'])
})

test('networks, one called __proto__ too', () => {
  const doc: unknown = JSON.parse('{"NetworkSettings":{"Networks":{"__proto__":{"IPAddress":"172.20.0.3"},"b":{"IPAddress":""}}}}')
  expect(of(doc as object).networks).toEqual([
    { name: '__proto__', addresses: ['172.20.0.3'] },
    { name: 'b', addresses: [] },
  ])
})

describe('privileges', () => {
  test('a plain run has none', () => {
    const plain = {
      NetworkMode: 'bridge',
      IpcMode: 'private',
      PidMode: '',
      CgroupnsMode: 'host',
      Runtime: 'runc',
      CapAdd: null,
      SecurityOpt: null,
    }
    expect(host(plain)).toEqual([])
    expect(isPlain(privileges(Inspect.parse({ HostConfig: plain })))).toBe(true)
  })
  test.each([
    [{ Privileged: true }, 'privileged', '', 'bad'],
    [{ CapAdd: ['ALL'] }, 'capabilityAll', '', 'bad'],
    [{ CapAdd: ['CAP_SYS_ADMIN'] }, 'capability', 'SYS_ADMIN', 'bad'],
    [{ CapAdd: ['NET_ADMIN'] }, 'capability', 'NET_ADMIN', 'warn'],
    [{ NetworkMode: 'host' }, 'hostNetwork', '', 'warn'],
    [{ PidMode: 'host' }, 'hostPid', '', 'bad'],
    [{ NetworkMode: `container:${'b'.repeat(64)}` }, 'sharedWith', 'b'.repeat(12), 'neutral'],
    [{ Devices: [{ PathOnHost: '/dev/kvm' }] }, 'device', '/dev/kvm', 'bad'],
    [{ SecurityOpt: ['seccomp=unconfined'] }, 'unconfined', 'seccomp', 'bad'],
    [{ SecurityOpt: ['label:disable'] }, 'unconfined', 'label', 'bad'],
    [{ SecurityOpt: ['no-new-privileges'] }, 'noNewPrivileges', '', 'ok'],
    [{ ReadonlyRootfs: true }, 'readOnlyRoot', '', 'ok'],
    [{ CapDrop: ['ALL'] }, 'dropped', 'ALL', 'ok'],
  ])('%j', (config, kind, what, tone) => {
    expect(host(config)).toEqual([{ kind, what, tone }])
  })
  test.each([
    ['', 'root'],
    ['root', 'root'],
    ['0:0', 'root'],
    ['1000:1000', 'user'],
    ['node', 'user'],
  ])('user %j is %s', (User, kind) => {
    expect(privileges(Inspect.parse({ Config: { User } }))[0]?.kind).toBe(kind)
  })
})

test('any document is read without a throw', () => {
  const value = fc.jsonValue({ maxDepth: 4 })
  const fields = ['State', 'Config', 'HostConfig', 'Mounts', 'NetworkSettings', 'Created', 'Args']
  fc.assert(
    fc.property(fc.record(Object.fromEntries(fields.map((f) => [f, value])), { requiredKeys: [] }), (doc) => {
      const { privileges: found } = of(doc)
      expect(found.length).toBeGreaterThan(0)
    }),
  )
})
