import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { judge } from './danger.ts'

const host = (HostConfig: object) => judge({ Image: 'x', HostConfig }).map((d) => `${d.why}:${d.what}`)

describe('judge', () => {
  test('an ordinary run is not dangerous', () => {
    expect(
      host({
        Binds: ['/home/me/project:/app', 'pgdata:/var/lib/postgresql/data:ro', '/srv/www/site:/www:ro', 'C:\\Users\\me\\x:/x'],
        PortBindings: { '80/tcp': [{ HostIp: '', HostPort: '8080' }] },
        NetworkMode: 'bridge',
        RestartPolicy: { Name: 'always' },
      }),
    ).toEqual([])
  })

  test.each([
    [{ Privileged: true }, 'privileged:--privileged'],
    [{ NetworkMode: 'host' }, 'host-namespace:network'],
    [{ PidMode: 'host' }, 'host-namespace:pid'],
    [{ UsernsMode: 'host' }, 'host-namespace:user'],
    [{ CapAdd: ['SYS_ADMIN'] }, 'capability:SYS_ADMIN'],
    [{ Devices: [{ PathOnHost: '/dev/sda' }] }, 'device:/dev/sda'],
    [{ SecurityOpt: ['seccomp=unconfined'] }, 'unconfined:seccomp=unconfined'],
    [{ SecurityOpt: ['label=disable'] }, 'unconfined:label=disable'],
    [{ MaskedPaths: [] }, 'unconfined:MaskedPaths'],
    [{ Binds: ['/:/host'] }, 'system-folder:/'],
    [{ Binds: ['/Users:/x'] }, 'system-folder:/Users'],
    [{ Binds: ['/var/lib:/x'] }, 'system-folder:/var/lib'],
    [{ Binds: ['/var/run:/x'] }, 'system-folder:/var/run'],
    [{ Binds: ['/var/spool:/x'] }, 'system-folder:/var/spool'],
    [{ Binds: ['/home/../etc/./:/x:ro'] }, 'system-folder:/etc'],
    [{ Binds: ['//var//run/docker.sock:/s'] }, 'docker-socket:/var/run/docker.sock'],
    [{ Binds: ['/run/user/1000/podman/podman.sock:/s'] }, 'docker-socket:/run/user/1000/podman/podman.sock'],
    [{ Binds: ['/home/me/.ssh:/k'] }, 'system-folder:/home/me/.ssh'],
    [{ Binds: ['C:\\:/c'] }, 'system-folder:C:\\'],
    [{ Mounts: [{ Type: 'bind', Source: '/root/x', Target: '/x' }] }, 'system-folder:/root/x'],
    [
      {
        Mounts: [
          { Type: 'volume', Source: 'v', Target: '/x', VolumeOptions: { DriverConfig: { Options: { o: 'rw,bind', device: '/home/me' } } } },
        ],
      },
      'volume-bind:/home/me',
    ],
  ])('%j', (config, reason) => {
    expect(host(config)).toContain(reason)
  })

  test('a volume that is a folder in disguise', () => {
    const volumes = new Map([['data', { type: 'none', o: 'bind', device: '/etc' }]])
    expect(judge({ HostConfig: { Binds: ['data:/x'] } }, volumes).map((d) => d.why)).toEqual(['volume-bind', 'system-folder'])
  })

  test.each([
    [{ type: 'ext4', device: '/dev/sda1' }, ['volume-bind:/dev/sda1', 'system-folder:/dev/sda1']],
    [{ type: 'overlay', device: 'overlay', o: 'lowerdir=/etc' }, ['volume-bind:overlay']],
    [{ type: 'nfs', device: '/', o: 'addr=10.0.0.1,bind' }, ['volume-bind:/', 'system-folder:/']],
    [{ type: 'nfs', device: ':/exports/data', o: 'addr=10.0.0.1,rw' }, []],
    [{ type: 'tmpfs', device: 'tmpfs', o: 'size=100m' }, []],
    [{}, []],
  ])('a volume with the options %j', (options, reasons) => {
    const found = judge({ HostConfig: { Binds: ['data:/x'] } }, new Map([['data', options]]))
    expect(found.map(({ why, what }) => `${why}:${what}`)).toEqual(reasons)
  })

  const path = fc.constantFrom('/', '/etc', '/var/run/docker.sock', '/home/me', 'vol', '/root/a', '/tmp')
  const config = fc.record(
    {
      Privileged: fc.boolean(),
      PidMode: fc.constantFrom('', 'host', 'private'),
      CapAdd: fc.array(fc.constantFrom('SYS_ADMIN', 'NET_RAW'), { maxLength: 2 }),
      SecurityOpt: fc.array(fc.constantFrom('apparmor=unconfined', 'no-new-privileges'), { maxLength: 2 }),
      Binds: fc.array(
        path.map((p) => `${p}:/x`),
        { maxLength: 3 },
      ),
    },
    { requiredKeys: [] },
  )

  test('adding an option never takes a reason away', () => {
    fc.assert(
      fc.property(config, config, (a, b) => {
        const both = {
          ...a,
          ...b,
          CapAdd: [...(a.CapAdd ?? []), ...(b.CapAdd ?? [])],
          SecurityOpt: [...(a.SecurityOpt ?? []), ...(b.SecurityOpt ?? [])],
          Binds: [...(a.Binds ?? []), ...(b.Binds ?? [])],
          Privileged: a.Privileged === true || b.Privileged === true,
          PidMode: a.PidMode === 'host' ? 'host' : (b.PidMode ?? ''),
        }
        expect(host(both)).toEqual(expect.arrayContaining(host(a)))
      }),
    )
  })

  test('takes anything', () => {
    fc.assert(fc.property(fc.anything(), (body) => void judge(body)))
  })
})
