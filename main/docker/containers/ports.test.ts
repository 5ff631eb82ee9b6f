import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toPorts } from './ports.ts'

const published = (IP: string, PublicPort: number, PrivatePort = 80, Type = 'tcp') => ({ IP, PublicPort, PrivatePort, Type })

test('0.0.0.0 and :: of one mapping are one', () => {
  expect(toPorts([published('0.0.0.0', 8080), published('::', 8080)])).toEqual([
    { ip: '0.0.0.0', host: 8080, container: 80, protocol: 'tcp' },
  ])
})

test('they stay two when their host ports differ', () => {
  expect(toPorts([published('0.0.0.0', 49153), published('::', 49154)]).map((p) => `${p.ip} ${String(p.host)}`)).toEqual([
    '0.0.0.0 49153',
    ':: 49154',
  ])
})

test('exposed only, one address, udp, Podman without an address', () => {
  expect(toPorts([{ PrivatePort: 443, Type: 'tcp' }])).toEqual([{ ip: '', host: null, container: 443, protocol: 'tcp' }])
  expect(toPorts([published('127.0.0.1', 53, 53, 'udp')])[0]).toEqual({ ip: '127.0.0.1', host: 53, container: 53, protocol: 'udp' })
  expect(toPorts([published('', 8080)])[0]?.ip).toBe('0.0.0.0')
})

test('order and doubles of the answer do not matter', () => {
  const port = fc.record({
    IP: fc.constantFrom('0.0.0.0', '::', '127.0.0.1', '', undefined),
    PrivatePort: fc.integer({ min: 1, max: 3 }),
    PublicPort: fc.constantFrom(undefined, 0, 1, 2),
    Type: fc.constantFrom('tcp', 'udp'),
  })
  fc.assert(
    fc.property(fc.array(port), fc.array(fc.nat()), (ports, order) => {
      const shuffled = ports.map((p, i) => ({ p, at: order[i] ?? 0 })).sort((a, b) => a.at - b.at)
      expect(toPorts([...shuffled.map(({ p }) => p), ...ports])).toEqual(toPorts(ports))
      // Nothing published is lost: each host port of the answer still stands.
      const hosts = new Set(toPorts(ports).map((p) => p.host))
      for (const p of ports) if (p.PublicPort) expect(hosts).toContain(p.PublicPort)
    }),
  )
})
