import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { RunSpec } from '../../../shared/contract/run.ts'
import { type Draft, emptyDraft, readDraft, readEnvLines } from './draft.ts'
import { splitPublish } from './read-port.ts'

const read = (change: Partial<Draft>) => {
  const { spec, faults } = readDraft({ ...emptyDraft('ubuntu'), ...change })
  return { ...spec, faults: Object.fromEntries(faults) }
}
const port = (host: string, container = '80') => ({ key: 7, host, container, protocol: 'tcp' as const })

describe('readDraft', () => {
  test.each([
    ['', { ip: '', host: null }],
    ['8080', { ip: '', host: 8080 }],
    ['127.0.0.1:5433', { ip: '127.0.0.1', host: 5433 }],
    ['127.0.0.1:', { ip: '127.0.0.1', host: null }],
    ['[::1]:80', { ip: '::1', host: 80 }],
  ])('host port %j', (host, expected) => {
    expect(read({ ports: [port(host)] })).toMatchObject({ ports: [{ ...expected, container: 80 }], faults: {} })
  })

  test.each(['0', '65536', 'x', '1.2.3.4', '::1:80', '90-80', '-', '80-'])('host port %j is no port', (host) => {
    expect(read({ ports: [port(host)] }).faults).toEqual({ 'ports.7.host': 'run.fault.hostPort' })
  })

  test('ranges go pair by pair, and must be of one size', () => {
    expect(read({ ports: [port('127.0.0.1:8000-8002', '80-82')] })).toMatchObject({
      ports: [0, 1, 2].map((i) => ({ ip: '127.0.0.1', host: 8000 + i, container: 80 + i })),
      faults: {},
    })
    expect(read({ ports: [port('', '80-81')] }).ports).toMatchObject([
      { host: null, container: 80 },
      { host: null, container: 81 },
    ])
    expect(read({ ports: [port('8000-8001')] }).faults).toEqual({ 'ports.7.host': 'run.fault.portRange' })
    expect(read({ ports: [port('', '1-65535')] }).faults).toEqual({ 'ports.7.container': 'run.fault.portMany' })
  })

  test.each([
    ['8080:80', { host: '8080', container: '80' }],
    ['127.0.0.1:53:53/udp', { host: '127.0.0.1:53', container: '53', protocol: 'udp' }],
    ['[::1]:8000-8001:80-81', { host: '[::1]:8000-8001', container: '80-81' }],
    ['127.0.0.1::80', { host: '127.0.0.1:', container: '80' }],
    ['53/UDP', { container: '53', protocol: 'udp' }],
    ['127.0.0.1:8080', null],
    ['8080', null],
    ['8080:', null],
    ['53/u', null],
  ])('%j as docker writes it', (text, expected) => {
    expect(splitPublish(text)).toEqual(expected)
  })

  test('empty rows do not count, half-filled ones are named', () => {
    expect(
      read({
        ports: [port('', ''), { ...port('80', ''), key: 8 }],
        mounts: [{ key: 1, source: '/a', target: 'rel', readOnly: false }],
        env: [{ key: 2, name: '', value: 'x' }],
      }).faults,
    ).toEqual({ 'ports.8.container': 'run.fault.port', 'mounts.1.target': 'run.fault.target', 'env.2.name': 'run.fault.envName' })
  })

  test('two mounts on one target, two values of one variable', () => {
    expect(
      read({
        mounts: [1, 2].map((key) => ({ key, source: 'vol', target: '/x', readOnly: false })),
        env: [3, 4].map((key) => ({ key, name: 'A', value: '' })),
      }).faults,
    ).toEqual({ 'mounts.2.target': 'run.fault.targetTwice', 'env.4.name': 'run.fault.envTwice' })
  })

  test('words are read as a shell reads them', () => {
    expect(read({ command: `sh -c 'echo "a b"'` })).toMatchObject({ command: ['sh', '-c', 'echo "a b"'], faults: {} })
    expect(read({ command: `sh -c 'open` }).faults).toEqual({ command: 'run.fault.quote' })
  })

  test('whatever is typed: without faults it passes the contract', () => {
    const text = fc.oneof(fc.string(), fc.constantFrom('/a', 'vol', '80', '127.0.0.1:80', 'A', 'a b'))
    const draft = fc.record({
      image: fc.oneof(fc.constant('ubuntu'), fc.string()),
      name: fc.oneof(fc.constant(''), fc.string()),
      command: text,
      entrypoint: text,
      ports: fc.array(fc.record({ key: fc.nat(), host: text, container: text, protocol: fc.constant('tcp' as const) }), { maxLength: 2 }),
      mounts: fc.array(fc.record({ key: fc.nat(), source: text, target: text, readOnly: fc.boolean() }), { maxLength: 2 }),
      env: fc.array(fc.record({ key: fc.nat(), name: text, value: text }), { maxLength: 2 }),
    })
    fc.assert(
      fc.property(draft, (change) => {
        const { spec, faults } = readDraft({ ...emptyDraft(), ...change })
        // A NUL cannot be typed into a field; the contract refuses it all the same.
        if (faults.size === 0 && !JSON.stringify(change).includes('\\u0000')) expect(RunSpec.safeParse(spec).success).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })
})

test('lines of an .env file', () => {
  expect(readEnvLines('# x\nexport A="b c"\nB=c=d\n\nC\n')).toEqual([
    { name: 'A', value: 'b c' },
    { name: 'B', value: 'c=d' },
    { name: 'C', value: '' },
  ])
  expect(readEnvLines('PATH')).toBeNull()
})
