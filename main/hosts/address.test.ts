import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AppError } from '../../shared/errors.ts'
import { isLoopback, parseAddress } from './address.ts'
import { sshArguments } from './ssh.ts'

const refused = (text: string) => {
  expect(() => parseAddress(text), text).toThrow(expect.objectContaining({ code: 'host.bad-address' }))
}

describe('parseAddress', () => {
  it('reads what the docker CLI reads', () => {
    expect(parseAddress('unix:///var/run/docker.sock')).toEqual({ kind: 'unix', path: '/var/run/docker.sock' })
    expect(parseAddress('npipe:////./pipe/docker_engine')).toEqual({ kind: 'npipe', path: '//./pipe/docker_engine' })
    expect(parseAddress('tcp://10.0.0.1:2376')).toEqual({ kind: 'tcp', host: '10.0.0.1', port: 2376 })
    expect(parseAddress('build.example:2375')).toEqual({ kind: 'tcp', host: 'build.example', port: 2375 })
    expect(parseAddress('tcp://[fe80::1%eth0]:2375/')).toEqual({ kind: 'tcp', host: 'fe80::1%eth0', port: 2375 })
    expect(parseAddress('ssh://me@box:2222/run/user/1/docker.sock')).toEqual({
      kind: 'ssh',
      user: 'me',
      host: 'box',
      port: 2222,
      socket: '/run/user/1/docker.sock',
    })
    expect(parseAddress(' ssh://box ')).toEqual({ kind: 'ssh', user: null, host: 'box', port: null, socket: null })
  })

  it('refuses everything else in words', () => {
    for (const text of [
      '',
      'unix://',
      'unix://rel',
      'npipe://x',
      'http://x',
      'tcp://',
      'tcp://a:0',
      'tcp://a:70000',
      'tcp://a/b',
      'tcp://a b',
      'fd://',
    ])
      refused(text)
  })

  it('lets nothing become an option of ssh or a word of a shell', () => {
    for (const text of [
      'ssh://-oProxyCommand=x',
      'ssh://-l@box',
      'ssh://me@-x',
      'ssh://me:secret@box',
      'ssh://box/a b',
      'ssh://box/$(id)',
      "ssh://box/'",
      'ssh://box:22x',
      'ssh://a;b',
      'ssh://me@box@',
    ])
      refused(text)
  })

  it('is total, and no ssh argument from outside begins with a dash', () => {
    const odd = fc.array(fc.constantFrom('-', '@', ':', '/', '[', ']', '%', ' ', 'a', '1', '.', '\n', '$', "'", '\\', 'é'), {
      maxLength: 20,
    })
    fc.assert(
      fc.property(
        fc.constantFrom('ssh://', 'tcp://', 'unix://', 'npipe://', ''),
        fc.oneof(
          fc.string(),
          odd.map((x) => x.join('')),
        ),
        (scheme, rest) => {
          try {
            const address = parseAddress(scheme + rest)
            if (address.kind !== 'ssh') return
            const args = sshArguments(address)
            const at = args.indexOf('--')
            expect(args[at + 1]).toMatch(/^[A-Za-z0-9_:[]/)
            const user = args.indexOf('-l')
            if (user !== -1) expect(args[user + 1]).toMatch(/^[A-Za-z0-9_]/)
            expect(args.slice(at + 2).join(' ')).toMatch(/^[A-Za-z0-9 ./:_-]+$/)
          } catch (error) {
            expect(error).toBeInstanceOf(AppError)
            expect((error as AppError).code).toBe('host.bad-address')
          }
        },
      ),
      { numRuns: 3000 },
    )
  })
})

it('knows loopback', () => {
  expect(['localhost', 'a.localhost', '127.0.0.1', '127.9.9.9', '::1'].every(isLoopback)).toBe(true)
  expect(['10.0.0.1', 'localhost.example', '127.0.0.1.example', '1.127.0.0', '::2'].some(isLoopback)).toBe(false)
})
